package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A peer of a torrent.
 *
 * @param address host and port
 * @param name what the demo calls it; null elsewhere
 * @param client the program it runs; empty until it says so
 * @param band 1 to 4; null until its distance is measured
 * @param wasted bytes it brought that were of no use
 * @param progress how much it has, 0 to 1
 * @param choking whether it refuses our requests
 * @param interested whether it wants what we have
 * @param state connecting, connected, waiting or banned
 * @param simulated true where its distance is simulated; null elsewhere
 */
@Json
public record PeerView(
        String address,
        @Nullable String name,
        String client,
        @Nullable Double rttMillis,
        @Nullable Integer band,
        long bytesDown,
        long bytesUp,
        long downloadRate,
        long uploadRate,
        long blocks,
        long wasted,
        double progress,
        boolean choking,
        boolean interested,
        String state,
        @Nullable Boolean simulated) {}
