package io.github.enxame.engine;

import io.github.enxame.engine.storage.Priority;

/**
 * A file of a torrent as it was at one moment.
 *
 * @param priority how much it is wanted
 * @param verifiedBytes bytes of it that are here and verified
 */
public record FileSnapshot(Priority priority, long verifiedBytes) {}
