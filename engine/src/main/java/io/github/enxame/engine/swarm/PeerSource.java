package io.github.enxame.engine.swarm;

/**
 * Where the address of a peer comes from, the most trusted first: it decides which ports are dialled and for how long an
 * address that never answers is dialled again.
 */
public enum PeerSource {
    /** The user, or a program that embeds the engine: any port, for ever. */
    USER(Integer.MAX_VALUE, true),
    /** A tracker of the torrent; when it names an address again, that is dialled again. */
    TRACKER(PeerSource.MAX_FAILURES, false),
    /** The list in a {@code .torrent} or a magnet link, which nobody brings up to date. */
    TORRENT(PeerSource.MAX_FAILURES_OF_TORRENT, false),
    /** The local network (BEP 14): any port. */
    LOCAL(PeerSource.MAX_FAILURES, true),
    /** The peer itself, which came to us and said where it listens (BEP 10). */
    INCOMING(PeerSource.MAX_FAILURES, false),
    /** Another peer (BEP 11). */
    PEER(PeerSource.MAX_FAILURES, false);

    /** Dials in a row that may fail before an address is given up that never answered. */
    private static final int MAX_FAILURES = 3;

    /** The same for one that a {@code .torrent} or a magnet link lists: over about three quarters of an hour. */
    private static final int MAX_FAILURES_OF_TORRENT = 10;

    private final int maxFailures;
    private final boolean anyPort;

    PeerSource(int maxFailures, boolean anyPort) {
        this.maxFailures = maxFailures;
        this.anyPort = anyPort;
    }

    int maxFailures() {
        return maxFailures;
    }

    /** Whether ports are dialled that systems keep for their services. */
    boolean anyPort() {
        return anyPort;
    }

    /** Whether an address that was given up is dialled again when it is named again. */
    boolean revives() {
        return this == USER || this == TRACKER || this == LOCAL;
    }

    /** Whether an address is hearsay: it has no place in a private torrent (BEP 27), and the fewest dials. */
    boolean isHearsay() {
        return this == LOCAL || this == PEER;
    }
}
