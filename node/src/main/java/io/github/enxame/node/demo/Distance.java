package io.github.enxame.node.demo;

import java.util.List;

/**
 * How far a peer of the demo is.
 *
 * @param name one word
 * @param rttMillis the round trip that is simulated
 */
public record Distance(String name, double rttMillis) {
    /** The demo's four peers: in the building, in the city, in the country, abroad. */
    public static final List<Distance> ALL = List.of(
            new Distance("near", 6),
            new Distance("city", 24),
            new Distance("country", 84),
            new Distance("abroad", 244));

    long rttNanos() {
        return Math.round(rttMillis * 1e6);
    }
}
