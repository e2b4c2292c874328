package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.announce.PeerAddress;

/**
 * A peer that another peer is connected to (BEP 11).
 *
 * @param address where it listens
 * @param flags what is known of it, 0 to 255: {@link #ENCRYPTS} and so on, added up
 */
public record PexPeer(PeerAddress address, int flags) {
    /** It prefers encryption. */
    public static final int ENCRYPTS = 0x01;

    /** It has everything, or wants nothing more. */
    public static final int SEED = 0x02;

    /** The sender dialled it, so it can be reached. */
    public static final int REACHABLE = 0x10;

    public PexPeer {
        if (flags < 0 || flags > 255) {
            throw new IllegalArgumentException("flags out of range: " + flags);
        }
    }

    /** Whether it has everything, or wants nothing more. */
    public boolean seed() {
        return (flags & SEED) != 0;
    }
}
