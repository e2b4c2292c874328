package io.github.enxame.engine.picker;

import java.util.BitSet;

/** Which blocks of one piece were asked for, and of how many peers, and which are here. */
final class PieceProgress {
    private final byte[] holders;
    private final BitSet received;
    private int free;

    PieceProgress(int blocks) {
        holders = new byte[blocks];
        received = new BitSet(blocks);
        free = blocks;
    }

    int blocks() {
        return holders.length;
    }

    int free() {
        return free;
    }

    int firstFree() {
        for (int block = received.nextClearBit(0); block < holders.length; block = received.nextClearBit(block + 1)) {
            if (holders[block] == 0) {
                return block;
            }
        }
        throw new IllegalStateException("no free block");
    }

    boolean isReceived(int block) {
        return received.get(block);
    }

    int holders(int block) {
        return holders[block];
    }

    void request(int block) {
        if (holders[block]++ == 0 && !received.get(block)) {
            free--;
        }
    }

    void release(int block) {
        if (--holders[block] == 0 && !received.get(block)) {
            free++;
        }
    }

    boolean receive(int block) {
        if (received.get(block)) {
            return false;
        }
        if (holders[block] == 0) {
            free--;
        }
        received.set(block);
        return true;
    }

    boolean untouched() {
        return free == holders.length;
    }

    /** Forgets what was received, for a piece that turned out wrong. */
    void reopen() {
        received.clear();
        free = 0;
        for (byte holder : holders) {
            if (holder == 0) {
                free++;
            }
        }
    }
}
