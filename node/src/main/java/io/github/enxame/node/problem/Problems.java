package io.github.enxame.node.problem;

/** Turns what the program throws into what the user is told. The one place that does. */
public final class Problems {
    private Problems() {}

    /** The problem behind an exception. */
    public static Problem of(Throwable thrown) {
        if (thrown instanceof ProblemException known) {
            return known.problem();
        }
        return new Problem(
                "internal",
                "Something went wrong inside Enxame (" + thrown
                        + "). Run the command again with --debug and report what it prints.");
    }
}
