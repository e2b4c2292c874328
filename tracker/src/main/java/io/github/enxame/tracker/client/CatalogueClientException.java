package io.github.enxame.tracker.client;

import org.jspecify.annotations.Nullable;

/** A tracker's catalogue did not do what it was asked. The message names the tracker, what happened and what to do. */
public final class CatalogueClientException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; programs branch on this, people read the message. */
    public enum Reason {
        /** Nothing answers at the tracker's URL. */
        UNREACHABLE,
        /** What answers is no Enxame tracker, or one that lies. */
        NOT_A_TRACKER,
        /** The tracker refuses: the torrent is too large, none at all, or the catalogue is full. */
        REFUSED,
        /** The tracker has a fault of its own or too much to do. */
        TRACKER_FAILED,
        /** The catalogue has no such torrent. */
        NOT_FOUND,
        /** The catalogue has several torrents of that name. */
        AMBIGUOUS
    }

    private final Reason reason;

    CatalogueClientException(Reason reason, String message) {
        this(reason, message, null);
    }

    CatalogueClientException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
