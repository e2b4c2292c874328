package io.github.enxame.tracker.api;

import io.avaje.jsonb.Json;
import io.github.enxame.protocol.metainfo.SafeText;
import java.util.Objects;

/**
 * What is answered instead of what was asked for.
 *
 * @param error what went wrong
 */
@Json
public record ApiError(Problem error) {
    public ApiError {
        Objects.requireNonNull(error, "error");
    }

    /**
     * What went wrong.
     *
     * @param code for programs: lower-case words joined by underscores
     * @param message for people: what happened, to what, and what to do
     */
    @Json
    public record Problem(String code, String message) {
        public Problem {
            code = SafeText.clean(code);
            message = SafeText.clean(message);
        }
    }

    /** An error of this kind. */
    public static ApiError of(String code, String message) {
        return new ApiError(new Problem(code, message));
    }
}
