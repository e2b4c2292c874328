package io.github.enxame.engine;

import java.util.BitSet;

/**
 * The state of each block of a torrent at one moment, and which peer brings or brought it. Blocks are numbered through
 * the torrent: piece by piece, within a piece by offset; every piece but the last has as many blocks.
 */
public final class BlockMap {
    /** The state of one block. */
    public enum State {
        /** Not asked for yet. */
        QUEUED,
        /** Asked for, or here but not verified yet. */
        ARRIVING,
        /** Here and verified. */
        VERIFIED
    }

    /** The source of a block that no peer brought: it was here already, or it is queued. */
    public static final int NOBODY = -1;

    private final BitSet arriving;
    private final BitSet verified;
    private final short[] sources;

    /** A map over sets that nobody changes any more; {@code sources} are indices into {@link Snapshot#peers}. */
    BlockMap(BitSet arriving, BitSet verified, short[] sources) {
        this.arriving = arriving;
        this.verified = verified;
        this.sources = sources;
    }

    /** The number of blocks. */
    public int count() {
        return sources.length;
    }

    /** The state of a block. */
    public State state(int block) {
        if (verified.get(block)) {
            return State.VERIFIED;
        }
        return arriving.get(block) ? State.ARRIVING : State.QUEUED;
    }

    /** The index in {@link Snapshot#peers} of the peer that brings or brought the block, or {@link #NOBODY}. */
    public int source(int block) {
        return sources[block];
    }
}
