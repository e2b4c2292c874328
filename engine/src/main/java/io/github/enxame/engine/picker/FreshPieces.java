package io.github.enxame.engine.picker;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * All pieces by how rare they are, and which of them are fresh: nothing of them was asked for yet. Availability counts the
 * peers that have a piece but not everything: those who have everything make all pieces equally common, so they change no
 * order.
 *
 * <p>Kept true: {@code order} holds each piece once, by ascending availability; those of availability {@code a} begin at
 * {@code starts[a]}, the {@code freshCounts[a]} fresh ones first; {@code occupied} holds each {@code a} that has any. So every
 * change is a swap or two, whatever the number of pieces and peers.
 */
final class FreshPieces {
    private final int[] order;
    private final int[] position;
    private final int[] availability;
    private final BitSet fresh = new BitSet();
    private final BitSet occupied = new BitSet();
    private int[] starts = new int[8];
    private int[] freshCounts = new int[8];
    private int size;

    FreshPieces(int pieceCount, RandomGenerator random) {
        order = new int[pieceCount];
        position = new int[pieceCount];
        availability = new int[pieceCount];
        for (int piece = 0; piece < pieceCount; piece++) {
            int other = random.nextInt(piece + 1);
            order[piece] = order[other];
            order[other] = piece;
        }
        for (int i = 0; i < pieceCount; i++) {
            position[order[i]] = i;
        }
        fresh.set(0, pieceCount);
        size = pieceCount;
        Arrays.fill(starts, 1, starts.length, pieceCount);
        count(0, pieceCount);
    }

    /** How many are fresh. */
    int size() {
        return size;
    }

    boolean contains(int piece) {
        return fresh.get(piece);
    }

    int availability(int piece) {
        return availability[piece];
    }

    /** The least availability from this one on that fresh pieces have, or -1. */
    int rarest(int from) {
        return occupied.nextSetBit(from);
    }

    /** Where the fresh pieces of this availability begin. */
    int begin(int rarity) {
        return starts[rarity];
    }

    /** The index after the last fresh piece of this availability. */
    int end(int rarity) {
        return starts[rarity] + freshCounts[rarity];
    }

    /** The piece at an index. */
    int at(int index) {
        return order[index];
    }

    void moreCommon(int piece) {
        int from = availability[piece]++;
        int to = from + 1;
        ensureBucket(to + 1);
        if (contains(piece)) {
            swap(piece, end(from) - 1);
            count(from, -1);
            swap(piece, --starts[to]);
            count(to, 1);
        } else {
            swap(piece, --starts[to]);
            swap(piece, end(to));
        }
    }

    void rarer(int piece) {
        int from = availability[piece]--;
        int to = from - 1;
        if (contains(piece)) {
            swap(piece, starts[from]++);
            count(from, -1);
            swap(piece, end(to));
            count(to, 1);
        } else {
            swap(piece, end(from));
            swap(piece, starts[from]++);
        }
    }

    void add(int piece) {
        int rarity = availability[piece];
        swap(piece, end(rarity));
        count(rarity, 1);
        fresh.set(piece);
        size++;
    }

    void remove(int piece) {
        if (!contains(piece)) {
            throw new IllegalStateException("piece " + piece + " is not fresh");
        }
        int rarity = availability[piece];
        swap(piece, end(rarity) - 1);
        count(rarity, -1);
        fresh.clear(piece);
        size--;
    }

    private void count(int rarity, int more) {
        freshCounts[rarity] += more;
        occupied.set(rarity, freshCounts[rarity] > 0);
    }

    private void ensureBucket(int bucket) {
        if (bucket >= starts.length) {
            int known = starts.length;
            starts = Arrays.copyOf(starts, 2 * bucket);
            freshCounts = Arrays.copyOf(freshCounts, 2 * bucket);
            Arrays.fill(starts, known, starts.length, order.length);
        }
    }

    /** The piece changes places with the one at an index. */
    private void swap(int piece, int index) {
        int other = order[index];
        place(other, position[piece]);
        place(piece, index);
    }

    private void place(int piece, int index) {
        order[index] = piece;
        position[piece] = index;
    }
}
