package io.github.enxame.engine.storage;

import org.jspecify.annotations.Nullable;

/** Files cannot be read, written or shared. The message says what happened, to which file, and what to do. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; programs branch on this, people read the message. */
    public enum Reason {
        /** The medium has no room. */
        DISK_FULL,
        /** The user may not read or write there. */
        NO_PERMISSION,
        /** A file with that name and another content is there; it was not touched. */
        DIFFERENT_FILE,
        /** Another program, or another download here, is writing these files. */
        IN_USE,
        /** A file that should be there is missing or shorter. */
        MISSING,
        /** A file changed while it was being read, or since it was verified. */
        CHANGED,
        /** No torrent can be made of what is there. */
        UNSUITABLE,
        /** What a magnet link leads to cannot be used, or is here already. */
        UNUSABLE,
        /** It would take more memory than a torrent may. */
        TORRENT_TOO_LARGE,
        /** The thread that read was interrupted. */
        INTERRUPTED,
        /** Any other failure of the medium. */
        MEDIUM
    }

    private final Reason reason;
    private final long neededBytes;

    /** An error for {@code reason}, with a sentence for people and the cause if there is one. */
    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, 0);
    }

    private StoreException(Reason reason, String message, @Nullable Throwable cause, long neededBytes) {
        super(message, cause);
        this.reason = reason;
        this.neededBytes = neededBytes;
    }

    /** The medium has less than these bytes free, with a sentence for people. */
    static StoreException noRoom(String message, long neededBytes) {
        return new StoreException(Reason.DISK_FULL, message, null, neededBytes);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** How many bytes the medium must have free for this to go, 0 where that is not known. */
    public long neededBytes() {
        return neededBytes;
    }
}
