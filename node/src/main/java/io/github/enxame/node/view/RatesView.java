package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * How much payload all torrents together may move, in bytes a second; 0 for no limit.
 *
 * @param up sent at most
 * @param down asked for at most
 * @param schedule when it is otherwise: see {@link io.github.enxame.node.daemon.RateSchedule}; empty for never. In a
 *     request, null leaves it as it is
 */
@Json
public record RatesView(long up, long down, @Nullable String schedule) {}
