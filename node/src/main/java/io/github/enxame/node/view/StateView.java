package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The daemon itself.
 *
 * @param folder where downloads go
 * @param demo what is simulated; null where nothing is
 */
@Json
public record StateView(
        String version,
        TrackerState tracker,
        String folder,
        @Nullable Demo demo) {
    /** The tracker in use, and whether the daemon runs it itself. */
    @Json
    public record TrackerState(String url, boolean embedded) {}

    /** The links whose delay is simulated. */
    @Json
    public record Demo(List<SimulatedLink> links) {}

    /** One peer's simulated round trip. */
    @Json
    public record SimulatedLink(String peer, double rttMillis) {}
}
