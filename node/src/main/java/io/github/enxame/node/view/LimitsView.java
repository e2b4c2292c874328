package io.github.enxame.node.view;

import io.avaje.jsonb.Json;

/**
 * How much payload may move, in bytes a second; 0 for no limit.
 *
 * @param up sent at most
 * @param down asked for at most
 */
@Json
public record LimitsView(long up, long down) {
    /** No limit. */
    public static final LimitsView NONE = new LimitsView(0, 0);
}
