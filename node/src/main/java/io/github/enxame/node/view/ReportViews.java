package io.github.enxame.node.view;

import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import java.util.Comparator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the report of a finished download. */
public final class ReportViews {
    private static final double NANOS = 1e9;

    private ReportViews() {}

    /**
     * The report.
     *
     * @param metainfoSeconds how long it took to get the .torrent; the torrent was added then
     * @param verifiedSeconds from the same start, when the whole was proven
     */
    public static ReportView of(Snapshot snapshot, Receipt receipt, double metainfoSeconds, double verifiedSeconds) {
        Snapshot.Timings timings = snapshot.timings();
        boolean single = receipt.files().size() == 1;
        Receipt.FileDigests first = receipt.files().getFirst();
        return new ReportView(
                new ReportView.Seconds(
                        metainfoSeconds,
                        seconds(timings.firstPeer(), metainfoSeconds),
                        seconds(timings.firstByte(), metainfoSeconds),
                        seconds(timings.complete(), metainfoSeconds),
                        verifiedSeconds),
                snapshot.peers().stream()
                        .filter(peer -> peer.bytesDown() > 0 || peer.rttNanos().isPresent())
                        .sorted(Comparator.comparingLong(peer -> peer.rttNanos().orElse(Long.MAX_VALUE)))
                        .map(peer -> new ReportView.PeerPart(
                                PeerViews.address(peer.address()),
                                peer.client(),
                                PeerViews.rttMillis(peer),
                                Math.max(0, peer.bytesDown() - peer.wastedBytes()),
                                peer.blocks(),
                                peer.wastedBytes()))
                        .toList(),
                new ReportView.Hashes(
                        single ? first.md5() : null,
                        single ? first.sha1() : null,
                        single ? first.sha256() : null,
                        receipt.match()));
    }

    private static @Nullable Double seconds(OptionalLong nanos, double offset) {
        return nanos.isPresent() ? (Double) (offset + nanos.getAsLong() / NANOS) : null;
    }
}
