package io.github.enxame.node.distance;

import io.github.enxame.protocol.announce.PeerAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What came of measuring one peer.
 *
 * @param address where it is
 * @param client what it calls itself; empty where it did not say
 * @param roundTripsNanos every round trip that was measured, the shortest first
 * @param share how much of the torrent it has, 0 to 1; empty where it did not answer
 * @param failure why it did not answer, without its address and without a full stop; empty where it did
 */
public record PeerDistance(
        PeerAddress address,
        String client,
        List<Long> roundTripsNanos,
        OptionalDouble share,
        Optional<String> failure) {
    /** Those who answered first, the nearest first. */
    public static final Comparator<PeerDistance> NEAREST_FIRST = Comparator.comparing(
                    (PeerDistance peer) -> !peer.answered())
            .thenComparingLong(peer -> peer.minimumNanos().orElse(Long.MAX_VALUE))
            .thenComparing(peer -> peer.address().toString());

    public PeerDistance {
        roundTripsNanos = roundTripsNanos.stream().sorted().toList();
    }

    /** Whether it speaks BitTorrent and takes part in this torrent. */
    public boolean answered() {
        return failure.isEmpty();
    }

    /** The shortest round trip: the distance. Empty where none was measured. */
    public OptionalLong minimumNanos() {
        return roundTripsNanos.isEmpty() ? OptionalLong.empty() : OptionalLong.of(roundTripsNanos.getFirst());
    }

    /** The round trip that half of the measured ones do not exceed. Empty where none was measured. */
    public OptionalLong medianNanos() {
        return roundTripsNanos.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(roundTripsNanos.get((roundTripsNanos.size() - 1) / 2));
    }
}
