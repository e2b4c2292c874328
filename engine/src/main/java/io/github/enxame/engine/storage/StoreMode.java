package io.github.enxame.engine.storage;

/** What a {@link TorrentStore} may suppose of what lies on disk, and do with it. */
public enum StoreMode {
    /** A download that begins, goes on, or is found complete. */
    DOWNLOAD,
    /** A download that had begun: where nothing of it is there any more, it does not begin anew but fails as missing. */
    BEGUN,
    /** A download that was complete: it is only looked at. What is missing or changed is told, nothing is fetched or written. */
    COMPLETE,
    /** What lies at the final names is a damaged or unfinished copy: what is right of it is kept, the rest written in place. */
    REPAIR,
    /** Content that was here before and is to be shared: it must be there, whole, and is only read. */
    SEED;

    /** Whether it only reads: what is there is shared, behind symbolic links too if they were there when it was opened. */
    boolean onlyReads() {
        return this == COMPLETE || this == SEED;
    }
}
