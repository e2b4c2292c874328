package io.github.enxame.engine;

import java.net.InetSocketAddress;
import java.util.OptionalLong;

/**
 * One peer of a torrent as it was at one moment: connected, known, or gone after having brought something.
 *
 * @param address where it is
 * @param client what it calls itself, empty until it has said so
 * @param state what we have to do with it
 * @param incoming whether it dialled us
 * @param rttNanos its distance: the least round trip seen lately; empty until measured
 * @param bytesDown payload it brought, in bytes
 * @param bytesUp payload it got, in bytes
 * @param downloadRate what it brings now, in bytes a second
 * @param uploadRate what it gets now, in bytes a second
 * @param blocks number of blocks it brought that were kept
 * @param wastedBytes payload it brought that was wrong, unrequested or had come from somebody else first
 * @param progress how much of the torrent it has, 0 to 1
 * @param chokesUs whether it would answer no request of ours
 * @param wantsOurs whether it is interested in what we have
 * @param serverFailure why the web server that it is gives nothing now, for people; empty where it does, or is none
 */
public record PeerSnapshot(
        InetSocketAddress address,
        String client,
        State state,
        boolean incoming,
        OptionalLong rttNanos,
        long bytesDown,
        long bytesUp,
        long downloadRate,
        long uploadRate,
        long blocks,
        long wastedBytes,
        double progress,
        boolean chokesUs,
        boolean wantsOurs,
        String serverFailure) {
    /** What we have to do with a peer. */
    public enum State {
        /** A dial is under way. */
        CONNECTING,
        /** Messages go both ways. */
        CONNECTED,
        /** Not connected now; it will be dialled again. */
        WAITING,
        /** It sent wrong blocks and is not spoken to. */
        BANNED
    }
}
