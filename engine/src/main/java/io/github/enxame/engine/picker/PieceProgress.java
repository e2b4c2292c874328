package io.github.enxame.engine.picker;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which blocks of one piece were asked for, and of how many peers, which are here, and who brings or brought them. Blocks are
 * asked for from the first on, and what is kept grows with the last one asked for: a metainfo may claim pieces of 32,768
 * blocks, and a peer that brings one block of each must not make us keep them all.
 */
final class PieceProgress {
    private static final int FIRST_BLOCKS = 64;
    private static final short[] NOBODY_YET = {};

    private final int blocks;
    private final BitSet received = new BitSet();

    /** How many peers are asked for each block; those beyond its end are asked of nobody. */
    private byte[] holders;

    /** Who brings each block; those beyond its end are brought by nobody. */
    private short[] sources = NOBODY_YET;

    private int free;

    /** No block before this one is free. */
    private int firstFree;

    PieceProgress(int blocks) {
        this.blocks = blocks;
        holders = new byte[Math.min(blocks, FIRST_BLOCKS)];
        free = blocks;
    }

    int blocks() {
        return blocks;
    }

    int free() {
        return free;
    }

    int firstFree() {
        while (firstFree < holders.length && (holders[firstFree] > 0 || received.get(firstFree))) {
            firstFree++;
        }
        if (firstFree == blocks) {
            throw new IllegalStateException("no free block");
        }
        return firstFree;
    }

    boolean isReceived(int block) {
        return received.get(block);
    }

    int holders(int block) {
        return block < holders.length ? holders[block] : 0;
    }

    /** The blocks that are here or were asked for. */
    BitSet arriving() {
        BitSet arriving = (BitSet) received.clone();
        for (int block = 0; block < holders.length; block++) {
            if (holders[block] > 0) {
                arriving.set(block);
            }
        }
        return arriving;
    }

    void request(int block) {
        reach(block);
        if (holders[block]++ == 0 && !received.get(block)) {
            free--;
        }
    }

    void release(int block) {
        if (--holders[block] == 0 && !received.get(block)) {
            free++;
            firstFree = Math.min(firstFree, block);
        }
    }

    boolean receive(int block) {
        if (received.get(block)) {
            return false;
        }
        reach(block);
        if (holders[block] == 0) {
            free--;
        }
        received.set(block);
        return true;
    }

    /** Who brings or brought a block; {@link Picker#NONE} for nobody. */
    int source(int block) {
        return block < sources.length ? sources[block] : Picker.NONE;
    }

    void source(int block, short source) {
        if (block >= sources.length) {
            int known = sources.length;
            sources = Arrays.copyOf(sources, Math.max(holders.length, block + 1));
            Arrays.fill(sources, known, sources.length, (short) Picker.NONE);
        }
        sources[block] = source;
    }

    /** Who brings or brought each block. */
    short[] sources() {
        return sources(blocks);
    }

    /** Who brings or brought each of the first {@code count} blocks. */
    short[] sources(int count) {
        short[] all = Arrays.copyOf(sources, count);
        Arrays.fill(all, Math.min(sources.length, count), count, (short) Picker.NONE);
        return all;
    }

    /** Bytes of the blocks that are not here; the last block is as long as what is left. */
    long missingBytes(int pieceLength, int blockLength) {
        long here = (long) received.cardinality() * blockLength;
        if (received.get(blocks - 1)) {
            here -= (long) blocks * blockLength - pieceLength;
        }
        return pieceLength - here;
    }

    boolean untouched() {
        return free == blocks;
    }

    /** Forgets what was received, for a piece that turned out wrong. */
    void reopen() {
        received.clear();
        sources = NOBODY_YET;
        free = blocks;
        firstFree = 0;
        for (byte holder : holders) {
            if (holder > 0) {
                free--;
            }
        }
    }

    private void reach(int block) {
        if (block >= holders.length) {
            holders = Arrays.copyOf(holders, (int) Math.min(blocks, Math.max(block + 1L, 2L * holders.length)));
        }
    }
}
