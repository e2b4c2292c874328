package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** What the tests of errors ask of every command that could not do what it was asked. */
final class Blamed {
    private Blamed() {}

    /**
     * Runs a command, which must fail with exit code 1 and one sentence or two that hold these words: what is to blame, and
     * what to do.
     */
    static Run failed(String[] words, String... arguments) {
        return ended(1, words, arguments);
    }

    /** Runs a command, which must end with 2 for having been called in a way that makes no sense. */
    static Run misused(String[] words, String... arguments) {
        return ended(2, words, arguments);
    }

    private static Run ended(int exitCode, String[] words, String... arguments) {
        Run run = Run.of(arguments);
        String call = String.join(" ", Arrays.asList(arguments));
        assertThat(run.exitCode()).as(call + "\n" + run.err()).isEqualTo(exitCode);
        assertThat(run.err())
                .as(call)
                .startsWith("enxame: ")
                .contains(words)
                .doesNotContain("Exception", "..", "inside Enxame", "null");
        return run;
    }

    /** Words that a message must hold. */
    static String[] words(String... words) {
        return words;
    }
}
