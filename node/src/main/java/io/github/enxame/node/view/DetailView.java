package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A torrent with everything that can be seen of it: all of {@link TorrentView}, and its cells, peers, sections and receipt.
 *
 * @param singleFile whether it is one file, which can be opened and saved, and no folder
 * @param files its files, in the order of the metainfo; pad files and symbolic links left out; of very many, the first
 * @param fileCount how many files it has, shown or not
 * @param announced what the last announce brought, in words that hold the tracker's own; null before the first answer
 */
@Json
public record DetailView(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        String title,
        long length,
        int pieceLength,
        long words,
        int sectionCount,
        String state,
        long verifiedBytes,
        long wantedLength,
        long wantedVerifiedBytes,
        long downloadRate,
        long uploadRate,
        @Nullable Double secondsLeft,
        int peers,
        int seeds,
        long downloaded,
        long uploaded,
        long addedAt,
        @Nullable String path,
        @Nullable ProblemView error,
        boolean singleFile,
        @Nullable String announced,
        @Nullable String magnet,
        Cells cells,
        List<PeerView> peerList,
        SourcesView sources,
        List<SectionView> sections,
        List<FileView> files,
        int fileCount,
        ReceiptView receipt) {

    /** A torrent's view with what this one adds. */
    public static DetailView of(
            TorrentView view,
            boolean singleFile,
            @Nullable String announced,
            @Nullable String magnet,
            Cells cells,
            List<PeerView> peers,
            SourcesView sources,
            List<SectionView> sections,
            FileViews.Listed files,
            ReceiptView receipt) {
        return new DetailView(
                view.infoHash(),
                view.infoHashV1(),
                view.infoHashV2(),
                view.name(),
                view.title(),
                view.length(),
                view.pieceLength(),
                view.words(),
                view.sectionCount(),
                view.state(),
                view.verifiedBytes(),
                view.wantedLength(),
                view.wantedVerifiedBytes(),
                view.downloadRate(),
                view.uploadRate(),
                view.secondsLeft(),
                view.peers(),
                view.seeds(),
                view.downloaded(),
                view.uploaded(),
                view.addedAt(),
                view.path(),
                view.error(),
                singleFile,
                announced,
                magnet,
                cells,
                peers,
                sources,
                sections,
                files.files(),
                files.count(),
                receipt);
    }

    /** The torrent as a line of a list. */
    public TorrentView torrent() {
        return new TorrentView(
                infoHash,
                infoHashV1,
                infoHashV2,
                name,
                title,
                length,
                pieceLength,
                words,
                sectionCount,
                state,
                verifiedBytes,
                wantedLength,
                wantedVerifiedBytes,
                downloadRate,
                uploadRate,
                secondsLeft,
                peers,
                seeds,
                downloaded,
                uploaded,
                addedAt,
                path,
                error);
    }

    /**
     * The state of the blocks, several to a cell where there are many.
     *
     * @param map one character a cell: {@code .} queued, {@code a} to {@code d} arriving from distance band 1 to 4, {@code
     *     1} to {@code 4} verified and brought by that band, {@code 0} verified and here before
     */
    @Json
    public record Cells(int blocksPerCell, int blockLength, String map) {}
}
