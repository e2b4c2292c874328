package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the peers of a torrent are, as {@code distance --json} prints it.
 *
 * @param peers those who answered first, the nearest first
 * @param known how many peers are known; more than {@code peers} where there were too many to measure
 */
@Json
public record DistanceView(String name, String infoHash, int known, List<PeerPart> peers, List<TrackerPart> trackers) {
    /**
     * One peer.
     *
     * @param address host and port
     * @param client the program it runs; empty where it did not say
     * @param answered whether it takes part in this torrent
     * @param rttMillis the shortest round trip; null where none was measured
     * @param medianMillis the median of the round trips; null where none was measured
     * @param roundTrips how many were measured
     * @param band 1 to 4; null where no round trip was measured
     * @param progress how much it has, 0 to 1; null where it did not answer
     * @param reason why it did not answer; null where it did
     */
    @Json
    public record PeerPart(
            String address,
            String client,
            boolean answered,
            @Nullable Double rttMillis,
            @Nullable Double medianMillis,
            int roundTrips,
            @Nullable Integer band,
            @Nullable Double progress,
            @Nullable String reason) {}

    /**
     * One tracker.
     *
     * @param peers how many it named
     * @param error a sentence on why it named none; null where it answered
     */
    @Json
    public record TrackerPart(
            String url, int peers, @Nullable String error) {}
}
