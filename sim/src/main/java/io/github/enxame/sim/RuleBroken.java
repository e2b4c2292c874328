package io.github.enxame.sim;

/** Something happened that never may. The message says what, where and when. */
public final class RuleBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleBroken(String message) {
        super(message);
    }

    RuleBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
