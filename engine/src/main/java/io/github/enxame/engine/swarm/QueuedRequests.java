package io.github.enxame.engine.swarm;

/** Counts the requests that all peers of an engine have waiting, and bounds them by the heap. Owned by the loop. */
public final class QueuedRequests {
    /** All requests that wait may take one part in so many of the heap. */
    static final int MAX_REQUESTS_PART_OF_HEAP = 16;

    /** What one costs the heap: the request and its place in a queue. */
    private static final int REQUEST_BYTES = 96;

    private final int most;
    private int count;

    /** A bound of so many. */
    public QueuedRequests(int most) {
        this.most = most;
    }

    /** A bound that fits the heap that this program may have. */
    public static QueuedRequests ofHeap() {
        long bytes = Runtime.getRuntime().maxMemory() / MAX_REQUESTS_PART_OF_HEAP;
        return new QueuedRequests((int) Math.min(Integer.MAX_VALUE, bytes / REQUEST_BYTES));
    }

    /** One more, if there is room for it; returns whether there was. */
    boolean add() {
        if (count >= most) {
            return false;
        }
        count++;
        return true;
    }

    /** So many fewer. */
    void remove(int fewer) {
        count -= fewer;
    }

    /** How many there are. */
    int count() {
        return count;
    }
}
