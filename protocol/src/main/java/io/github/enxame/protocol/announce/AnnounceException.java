package io.github.enxame.protocol.announce;

/** What came is no announce, no scrape, or no reply to one. The message says what is wrong with it. */
public final class AnnounceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error whose message is a sentence for people. */
    public AnnounceException(String message) {
        super(message);
    }

    /** An error that another one caused. */
    public AnnounceException(String message, Throwable cause) {
        super(message, cause);
    }
}
