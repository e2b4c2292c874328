package io.github.enxame.engine.picker;

import java.util.Arrays;

/**
 * The pieces that were begun and have a free block, in ascending order. A plain array: they are few, as pieces are filled
 * first, and every choice goes through them.
 */
final class OpenPieces {
    private int[] pieces = new int[16];
    private int size;

    int size() {
        return size;
    }

    /** The piece at a place from 0 to {@link #size} - 1. */
    int at(int place) {
        return pieces[place];
    }

    /** Adds a piece that is not in it. */
    void add(int piece) {
        int place = -Arrays.binarySearch(pieces, 0, size, piece) - 1;
        if (size == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * size);
        }
        System.arraycopy(pieces, place, pieces, place + 1, size - place);
        pieces[place] = piece;
        size++;
    }

    /** Takes a piece out, if it is in it. */
    void remove(int piece) {
        int place = Arrays.binarySearch(pieces, 0, size, piece);
        if (place >= 0) {
            size--;
            System.arraycopy(pieces, place + 1, pieces, place, size - place);
        }
    }
}
