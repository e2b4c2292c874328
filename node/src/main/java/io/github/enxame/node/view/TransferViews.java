package io.github.enxame.node.view;

import io.github.enxame.engine.PeerSnapshot;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.plan.SectionPlan;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the shapes that show a torrent at work. */
public final class TransferViews {
    /** Most cells of a detail. */
    public static final int MOST_CELLS = 4096;

    private TransferViews() {}

    /** A torrent as a line of a list. */
    public static TorrentView torrent(TorrentFacts facts, Snapshot snapshot) {
        List<PeerSnapshot> connected = snapshot.peers().stream()
                .filter(peer -> peer.state() == PeerSnapshot.State.CONNECTED)
                .toList();
        int seeds =
                (int) connected.stream().filter(peer -> peer.progress() >= 1).count();
        Info info = facts.metainfo().info();
        boolean complete = snapshot.wantedVerifiedBytes() == snapshot.wantedBytes();
        return view(
                facts,
                state(snapshot.state()),
                new Sizes(
                        contentBytes(info, snapshot.verifiedBytes(), snapshot.length()),
                        contentBytes(info, snapshot.wantedBytes(), snapshot.length()),
                        contentBytes(info, snapshot.wantedVerifiedBytes(), snapshot.length())),
                snapshot.downloadRate(),
                snapshot.uploadRate(),
                complete || snapshot.remainingNanos().isEmpty()
                        ? null
                        : (Double) (snapshot.remainingNanos().getAsLong() / 1e9),
                connected.size(),
                seeds,
                facts.downloadedBefore() + snapshot.bytesDown(),
                facts.uploadedBefore() + snapshot.bytesUp(),
                snapshot.problem()
                        .map(problem -> ProblemView.of(Problems.ofTorrent(problem.code(), problem.message())))
                        .orElse(null));
    }

    /** A torrent that was made here and is not published yet. */
    public static TorrentView prepared(TorrentFacts facts) {
        long length = facts.metainfo().info().contentLength();
        return view(
                facts,
                "prepared",
                new Sizes(length, length, length),
                0,
                0,
                null,
                0,
                0,
                facts.downloadedBefore(),
                facts.uploadedBefore(),
                null);
    }

    /** A torrent of which a newer version was shared from the same place. */
    public static TorrentView replaced(TorrentFacts facts) {
        return view(
                facts,
                "replaced",
                new Sizes(0, facts.metainfo().info().contentLength(), 0),
                0,
                0,
                null,
                0,
                0,
                facts.downloadedBefore(),
                facts.uploadedBefore(),
                null);
    }

    /** A torrent that could not be opened. */
    public static TorrentView failed(TorrentFacts facts, ProblemView why) {
        return view(
                facts,
                "failed",
                new Sizes(0, facts.metainfo().info().contentLength(), 0),
                0,
                0,
                null,
                0,
                0,
                facts.downloadedBefore(),
                facts.uploadedBefore(),
                why);
    }

    /** Everything that can be seen of a torrent. */
    public static DetailView detail(
            TorrentFacts facts,
            Snapshot snapshot,
            ReceiptView receipt,
            Function<InetSocketAddress, @Nullable String> simulatedName) {
        DetailView.Cells cells = CellMap.of(snapshot, MOST_CELLS);
        return DetailView.of(
                torrent(facts, snapshot),
                facts.metainfo().info().singleFile(),
                snapshot.tracker().orElse(null),
                magnet(facts.metainfo()),
                cells,
                PeerViews.of(snapshot.peers(), simulatedName),
                SourcesView.of(snapshot, facts.metainfo().unusableUrls()),
                SectionViews.of(facts.metainfo().info(), snapshot, cells.blocksPerCell()),
                FileViews.of(facts.metainfo().info(), snapshot.files()),
                receipt);
    }

    /** Everything that can be seen of a torrent that is not published yet. */
    public static DetailView preparedDetail(TorrentFacts facts) {
        Info info = facts.metainfo().info();
        int blocks = info.layout().pieceCount() == 0
                ? 0
                : Math.toIntExact(Math.ceilDiv(info.layout().totalLength(), CellMap.BLOCK_LENGTH));
        int perCell = Math.max(1, Math.ceilDiv(blocks, MOST_CELLS));
        return DetailView.of(
                prepared(facts),
                info.singleFile(),
                null,
                null,
                new DetailView.Cells(perCell, CellMap.BLOCK_LENGTH, "0".repeat(Math.ceilDiv(blocks, perCell))),
                List.of(),
                SourcesView.NONE,
                SectionViews.ready(info, perCell),
                FileViews.ready(info),
                ReceiptViews.unproven(info, info.layout().pieceCount(), 0));
    }

    /** A private torrent's link would carry its trackers, and with them who may use them, to others. */
    private static @Nullable String magnet(Metainfo metainfo) {
        return metainfo.info().isPrivate() ? null : MagnetLink.of(metainfo).toString();
    }

    private static String state(TorrentState state) {
        return state == TorrentState.CLOSED ? "paused" : state.name().toLowerCase(Locale.ROOT);
    }

    /** Pad files are counted by the engine, but nobody wants to read of them. */
    private static long contentBytes(Info info, long bytes, long all) {
        return bytes == all ? info.contentLength() : Math.min(bytes, info.contentLength());
    }

    /** What of a torrent is here, wanted, and both, in bytes of its files. */
    private record Sizes(long verified, long wanted, long wantedVerified) {}

    private static TorrentView view(
            TorrentFacts facts,
            String state,
            Sizes sizes,
            long downloadRate,
            long uploadRate,
            @Nullable Double secondsLeft,
            int peers,
            int seeds,
            long downloaded,
            long uploaded,
            @Nullable ProblemView error) {
        Info info = facts.metainfo().info();
        Optional<SectionPlan> plan = info.plan();
        return new TorrentView(
                facts.metainfo().infoHash().hex(),
                facts.metainfo().infoHashV1().map(InfoHash::hex).orElse(null),
                facts.metainfo().infoHashV2().map(InfoHash::hex).orElse(null),
                info.name(),
                facts.title(),
                info.contentLength(),
                info.pieceLength(),
                plan.map(SectionPlan::words).orElse(0L),
                plan.map(sections -> sections.sections().size()).orElse(0),
                state,
                sizes.verified(),
                sizes.wanted(),
                sizes.wantedVerified(),
                downloadRate,
                uploadRate,
                secondsLeft,
                peers,
                seeds,
                downloaded,
                uploaded,
                facts.addedAt(),
                facts.path(),
                error);
    }
}
