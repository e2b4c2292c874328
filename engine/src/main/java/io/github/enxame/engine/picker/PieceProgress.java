package io.github.enxame.engine.picker;

import java.util.BitSet;

/** Which blocks of one piece were asked for, and of how many peers, and which are here. */
final class PieceProgress {
    private final byte[] holders;
    private final BitSet received;
    private int free;

    /** No block before this one is free. */
    private int firstFree;

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
        while (firstFree < holders.length && (holders[firstFree] > 0 || received.get(firstFree))) {
            firstFree++;
        }
        if (firstFree == holders.length) {
            throw new IllegalStateException("no free block");
        }
        return firstFree;
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
            firstFree = Math.min(firstFree, block);
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
        firstFree = 0;
        for (byte holder : holders) {
            if (holder == 0) {
                free++;
            }
        }
    }
}
