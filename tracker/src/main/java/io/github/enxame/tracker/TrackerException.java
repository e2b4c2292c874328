package io.github.enxame.tracker;

/** The tracker cannot start. The message says what happened, to what, and what to do. */
public final class TrackerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; programs branch on this, people read the message. */
    public enum Reason {
        /** Another program listens on that port. */
        PORT_TAKEN,
        /** The address or port may not be listened on. */
        CANNOT_LISTEN,
        /** The data folder or the catalogue in it cannot be used. */
        DATA_FOLDER
    }

    private final Reason reason;

    TrackerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
