package io.github.enxame.protocol.mse;

/** What a peer sent does not open an encrypted connection. The message says what was wrong; it cannot go on. */
public final class MseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error with a sentence for people. */
    public MseException(String message) {
        super(message);
    }
}
