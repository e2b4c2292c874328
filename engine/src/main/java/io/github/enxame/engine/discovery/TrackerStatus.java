package io.github.enxame.engine.discovery;

import java.net.URI;

/**
 * How one tracker of a swarm does, for people.
 *
 * @param tracker its announce URL
 * @param answering whether its last answer was peers
 * @param failures announces in a row that failed or were refused
 * @param message its warning, or why the last announce failed; the tracker's own words in part, so not to be trusted as
 *     markup; empty for none
 * @param seeds peers that have everything, as it last said, or -1
 * @param leeches peers that do not, as it last said, or -1
 */
public record TrackerStatus(URI tracker, boolean answering, int failures, String message, int seeds, int leeches) {}
