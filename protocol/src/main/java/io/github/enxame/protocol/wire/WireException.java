package io.github.enxame.protocol.wire;

/** What a peer sent is not the peer protocol. The message says what was wrong; the connection cannot go on. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error with a sentence for people. */
    public WireException(String message) {
        super(message);
    }
}
