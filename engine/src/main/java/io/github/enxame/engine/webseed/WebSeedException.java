package io.github.enxame.engine.webseed;

import java.io.IOException;

/** A web server does not give what was asked for. The message says why, as the rest of a sentence about the server. */
class WebSeedException extends IOException {
    /** The server did not say how long to leave it alone. */
    static final long UNSAID = -1;

    private static final long serialVersionUID = 1L;

    private final long restSeconds;

    WebSeedException(String message) {
        this(message, UNSAID);
    }

    WebSeedException(String message, long restSeconds) {
        super(message);
        this.restSeconds = restSeconds;
    }

    /** How long the server wants to be left alone, in seconds, or {@link #UNSAID}. */
    long restSeconds() {
        return restSeconds;
    }

    /** It gives whole files only, and what was asked for lies deep in one. */
    static final class WholeOnly extends WebSeedException {
        private static final long serialVersionUID = 1L;

        WholeOnly() {
            super("it gives no parts of files; it is read from the beginning on next");
        }
    }
}
