package io.github.enxame.sim;

/**
 * A machine dies in the middle of what it does. An {@link Error}, so that little between the fault and the simulation's queue
 * takes it for a failure that it could handle; what does is stopped at its next step, by {@link SimNode}.
 */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private final transient Runnable aftermath;

    /** A death; {@code aftermath} is what the world does about it once everything on the stack is gone. */
    Crash(Runnable aftermath) {
        super("the machine died", null, false, false);
        this.aftermath = aftermath;
    }

    Runnable aftermath() {
        return aftermath;
    }
}
