package io.github.enxame.tracker.swarm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Peers in no order, of which some can be drawn at random without looking at all. It takes no more room than it needs. */
final class PeerBag {
    private static final @Nullable TrackedPeer[] NOBODY = new TrackedPeer[0];
    private static final int SHRINK_BELOW = 4;

    private @Nullable TrackedPeer[] peers = NOBODY;
    private int size;

    int size() {
        return size;
    }

    TrackedPeer get(int index) {
        TrackedPeer peer = peers[index];
        if (peer == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return peer;
    }

    void add(TrackedPeer peer) {
        if (size == peers.length) {
            peers = Arrays.copyOf(peers, Math.max(1, 2 * size));
        }
        place(peer, size);
        size++;
    }

    void remove(TrackedPeer peer) {
        TrackedPeer last = get(size - 1);
        if (last != peer) {
            place(last, peer.index);
        }
        size--;
        peers[size] = null;
        if (size < peers.length / SHRINK_BELOW) {
            peers = Arrays.copyOf(peers, peers.length / 2);
        }
    }

    private void place(TrackedPeer peer, int index) {
        peers[index] = peer;
        peer.index = index;
    }

    /** Puts peers drawn at random in front, all equally likely, and returns how many: {@code count}, or all there are. */
    int draw(int count, RandomGenerator random) {
        int drawn = Math.min(count, size);
        for (int i = 0; i < drawn; i++) {
            int other = i + random.nextInt(size - i);
            TrackedPeer chosen = get(other);
            place(get(i), other);
            place(chosen, i);
        }
        return drawn;
    }
}
