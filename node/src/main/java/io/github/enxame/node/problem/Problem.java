package io.github.enxame.node.problem;

import java.util.Map;

/**
 * Something that went wrong, for a program and for a person.
 *
 * @param code stable, lower case with underscores
 * @param message an English sentence: what happened, to what, and what to do
 * @param params what the sentence names, so that it can be said in another language
 */
public record Problem(String code, String message, Map<String, String> params) {
    public Problem {
        params = Map.copyOf(params);
    }

    /** A problem whose sentence names nothing that a translation needs. */
    public Problem(String code, String message) {
        this(code, message, Map.of());
    }
}
