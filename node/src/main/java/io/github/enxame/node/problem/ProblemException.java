package io.github.enxame.node.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to whoever tells the user. */
public final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Problem problem;

    /** Carries {@code problem}, which {@code cause} brought about. */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** A problem that needs no parameters. */
    public ProblemException(String code, String message) {
        this(new Problem(code, message), null);
    }

    /** A problem whose sentence names {@code value}. */
    public ProblemException(String code, String message, String name, String value) {
        this(new Problem(code, message, Map.of(name, value)), null);
    }

    /** What went wrong. */
    public Problem problem() {
        return problem == null ? new Problem("internal", String.valueOf(getMessage())) : problem;
    }
}
