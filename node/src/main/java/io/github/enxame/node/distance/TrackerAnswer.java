package io.github.enxame.node.distance;

import java.net.URI;
import java.util.Optional;

/**
 * What a tracker said when it was asked for peers.
 *
 * @param tracker its announce URL
 * @param peers how many it named
 * @param failure a sentence on why it named none; empty where it answered
 */
public record TrackerAnswer(URI tracker, int peers, Optional<String> failure) {}
