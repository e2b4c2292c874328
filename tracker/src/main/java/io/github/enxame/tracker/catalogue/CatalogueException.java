package io.github.enxame.tracker.catalogue;

/** The catalogue cannot do what it was asked. The message says what happened and what to do. */
public final class CatalogueException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; programs branch on this, people read the message. */
    public enum Reason {
        /** What was published is no .torrent, or one that Enxame refuses. */
        NOT_A_TORRENT,
        /** The .torrent is longer than accepted. */
        TOO_LARGE,
        /** The catalogue has as many torrents or bytes as it may. */
        FULL,
        /** The network of whoever publishes has as many torrents or bytes here as it may. */
        QUOTA,
        /** Somebody else published the torrent. */
        NOT_YOURS,
        /** There is no such torrent. */
        NO_SUCH_TORRENT,
        /** Another tracker uses the data folder. */
        IN_USE,
        /** The answer took longer than is given to one. */
        TOO_COSTLY,
        /** The disk has no room for what is to be written; nothing of it was. */
        DISK_FULL,
        /** The file is no database, or one that was damaged; it stays as it is. */
        DAMAGED,
        /** The database cannot be opened, read or written. */
        STORAGE
    }

    private final Reason reason;

    /** An error with a sentence for people. */
    public CatalogueException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** An error that another one caused. */
    public CatalogueException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
