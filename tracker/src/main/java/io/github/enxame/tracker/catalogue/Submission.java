package io.github.enxame.tracker.catalogue;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * A .torrent that somebody publishes.
 *
 * @param torrent its bytes
 * @param title what people call it; blank for its name
 * @param key proves later who published it; empty where nobody can
 * @param network from where it came, as {@link Network#of}; empty where that does not count
 * @param nowMillis the time, in milliseconds since 1970 UTC
 * @param seeded whether somebody has all of a torrent now
 */
public record Submission(
        byte[] torrent,
        String title,
        Optional<PublisherKey> key,
        Optional<String> network,
        long nowMillis,
        Predicate<CatalogueEntry> seeded) {}
