package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import io.github.enxame.node.problem.Problem;
import java.util.Map;

/** A {@link Problem}, as the daemon tells it. */
@Json
public record ProblemView(String code, String message, Map<String, String> params) {
    /** The view of a problem. */
    public static ProblemView of(Problem problem) {
        return new ProblemView(problem.code(), problem.message(), problem.params());
    }

    /** The problem behind the view. */
    public Problem problem() {
        return new Problem(code, message, params);
    }

    /** The body of every answer that is not a success. */
    @Json
    public record Body(ProblemView error) {}
}
