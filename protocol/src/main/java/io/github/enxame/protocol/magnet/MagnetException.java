package io.github.enxame.protocol.magnet;

/** A text is no magnet link that Enxame can use. The message says what is wrong with it, in a sentence for the user. */
public final class MagnetException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error that says {@code what} is wrong. */
    public MagnetException(String what) {
        super(what);
    }
}
