package io.github.enxame.engine.storage;

/**
 * What lies at a path, symbolic links not followed.
 *
 * @param kind what it is
 * @param length bytes of a regular file, else 0
 * @param changedNanos when a regular file's content last changed, in nanoseconds since 1970 as fine as the file system
 *     keeps it, else 0
 * @param statusNanos when anything of a regular file last changed (its ctime), which no program can set: its content too
 *     where the other time was set back, its permissions, or the file itself, since one that is moved to the path has its own.
 *     0 where the system does not keep it. Inode numbers would say no more: where there is no ctime (FAT, some network file
 *     systems) they change by themselves
 */
public record FileFacts(Kind kind, long length, long changedNanos, long statusNanos) {
    /** Nothing is there. */
    public static final FileFacts NOTHING = new FileFacts(Kind.NOTHING, 0, 0);

    /** What lies at a path of a system that keeps no ctime. */
    public FileFacts(Kind kind, long length, long changedNanos) {
        this(kind, length, changedNanos, 0);
    }

    /** What a path can name. */
    public enum Kind {
        /** Nothing. */
        NOTHING,
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link, a device or anything else that the store neither reads nor writes. */
        OTHER
    }

    // A record's own are put together when they are first called, which delays a first download by milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof FileFacts that
                && kind == that.kind
                && length == that.length
                && changedNanos == that.changedNanos
                && statusNanos == that.statusNanos;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * kind.hashCode() + Long.hashCode(length)) + Long.hashCode(changedNanos))
                + Long.hashCode(statusNanos);
    }
}
