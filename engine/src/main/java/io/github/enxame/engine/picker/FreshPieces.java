package io.github.enxame.engine.picker;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The pieces of which nothing was asked for yet, rarest first. Availability counts the peers that have a piece but not
 * everything: those who have everything make all pieces equally common, so they change no order.
 *
 * <p>Kept true: {@code order[0, size)} holds each fresh piece once, by ascending availability; {@code starts[a]} is where
 * availability {@code a} begins. A change by one moves a piece over one boundary, in constant time.
 */
final class FreshPieces {
    private static final int ABSENT = -1;

    private final int[] order;
    private final int[] position;
    private final int[] availability;
    private int[] starts = new int[8];
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
        size = pieceCount;
        Arrays.fill(starts, 1, starts.length, size);
    }

    int size() {
        return size;
    }

    int at(int index) {
        return order[index];
    }

    boolean contains(int piece) {
        return position[piece] != ABSENT;
    }

    int availability(int piece) {
        return availability[piece];
    }

    /** The index after the last piece that is as rare as the one at {@code index}. */
    int endOfBucket(int index) {
        return starts[availability[order[index]] + 1];
    }

    void moreCommon(int piece) {
        int from = availability[piece]++;
        ensureBucket(from + 2);
        if (contains(piece)) {
            swap(position[piece], --starts[from + 1]);
        }
    }

    void rarer(int piece) {
        int from = availability[piece]--;
        if (contains(piece)) {
            swap(position[piece], starts[from]++);
        }
    }

    void add(int piece) {
        int hole = size++;
        for (int a = starts.length - 1; a > availability[piece]; a--) {
            int first = starts[a]++;
            if (first != hole) {
                place(order[first], hole);
                hole = first;
            }
        }
        place(piece, hole);
    }

    void remove(int piece) {
        int hole = position[piece];
        for (int a = availability[piece] + 1; a < starts.length; a++) {
            int last = --starts[a];
            if (last != hole) {
                place(order[last], hole);
                hole = last;
            }
        }
        position[piece] = ABSENT;
        size--;
    }

    private void ensureBucket(int bucket) {
        if (bucket >= starts.length) {
            int known = starts.length;
            starts = Arrays.copyOf(starts, 2 * bucket);
            Arrays.fill(starts, known, starts.length, size);
        }
    }

    private void swap(int a, int b) {
        int piece = order[a];
        place(order[b], a);
        place(piece, b);
    }

    private void place(int piece, int index) {
        order[index] = piece;
        position[piece] = index;
    }
}
