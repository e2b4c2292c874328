package io.github.enxame.node.view;

import io.github.enxame.engine.PeerSnapshot;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the shapes that show a torrent of which only a magnet link is known until its peers say what is in it. */
public final class FetchingViews {
    private FetchingViews() {}

    /**
     * The torrent as a line of a list: its sizes are 0.
     *
     * @param addedAt milliseconds since 1970
     * @param title what people call it
     */
    public static TorrentView torrent(MagnetLink link, String title, long addedAt, Snapshot snapshot) {
        List<PeerSnapshot> connected = snapshot.peers().stream()
                .filter(peer -> peer.state() == PeerSnapshot.State.CONNECTED)
                .toList();
        int seeds =
                (int) connected.stream().filter(peer -> peer.progress() >= 1).count();
        return view(
                link,
                title,
                addedAt,
                snapshot.state().name().toLowerCase(Locale.ROOT),
                connected.size(),
                seeds,
                snapshot.problem()
                        .map(problem -> ProblemView.of(Problems.ofTorrent(problem.code(), problem.message())))
                        .orElse(null));
    }

    /** A torrent that could not be opened, and of which no more is known than its link. */
    public static TorrentView failed(MagnetLink link, String title, long addedAt, ProblemView why) {
        return view(link, title, addedAt, "failed", 0, 0, why);
    }

    private static TorrentView view(
            MagnetLink link,
            String title,
            long addedAt,
            String state,
            int peers,
            int seeds,
            @Nullable ProblemView error) {
        return new TorrentView(
                link.infoHash().hex(),
                link.infoHashV1().map(InfoHash::hex).orElse(null),
                link.infoHashV2().map(InfoHash::hex).orElse(null),
                title,
                title,
                0,
                0,
                0,
                0,
                state,
                0,
                0,
                0,
                0,
                0,
                null,
                peers,
                seeds,
                0,
                0,
                addedAt,
                null,
                error);
    }

    /** Everything that can be seen of it: its peers. */
    public static DetailView detail(
            MagnetLink link,
            TorrentView torrent,
            Snapshot snapshot,
            Function<InetSocketAddress, @Nullable String> simulatedName) {
        return DetailView.of(
                torrent,
                true,
                snapshot.tracker().orElse(null),
                link.withoutUsers().toString(),
                new DetailView.Cells(1, CellMap.BLOCK_LENGTH, ""),
                PeerViews.of(snapshot.peers(), simulatedName),
                SourcesView.of(snapshot, link.unusable()),
                List.of(),
                FileViews.Listed.NONE,
                new ReceiptView(
                        false,
                        null,
                        new ReceiptView.WholeFile(null, null, null),
                        new ReceiptView.Pieces(0, 0),
                        new ReceiptView.Sha256(0, 0, null, null, null, null),
                        0,
                        null));
    }
}
