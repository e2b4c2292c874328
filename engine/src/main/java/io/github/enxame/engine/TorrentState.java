package io.github.enxame.engine;

/** What a torrent is doing. */
public enum TorrentState {
    /** Asking peers what is in it: it was added by a magnet link, which does not say. */
    FETCHING,
    /** Finding out what is on disk. */
    CHECKING,
    /** Blocks are missing and somebody who has them is connected. */
    DOWNLOADING,
    /** Blocks are missing and nobody connected has them; it goes on by itself when somebody comes. */
    WAITING,
    /** All files that are wanted are here and are served, others are not here (a partial seed, BEP 21). */
    FINISHED,
    /** Everything is here and is served. */
    SEEDING,
    /** Waiting for its turn, as many others are at work as may be; see {@link TorrentQueue}. */
    QUEUED,
    /** Stopped by the user until resumed. */
    PAUSED,
    /** What was here is not there any more, all or some of it: nothing is fetched until the user says so. */
    MISSING,
    /** What was here is not what it was, all or some of it: nothing is fetched or overwritten until the user says so. */
    CHANGED,
    /** Stopped by another error that needs the user. */
    FAILED,
    /** Removed or the engine is closed. */
    CLOSED
}
