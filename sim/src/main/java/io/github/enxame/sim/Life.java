package io.github.enxame.sim;

/** One run of a machine's process, from its start to its end. What is still to happen to it when it ends never does. */
final class Life {
    private boolean over;

    boolean over() {
        return over;
    }

    void end() {
        over = true;
    }
}
