package io.github.enxame.tracker.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Peers in no order, of which some can be drawn at random without looking at all. */
final class PeerBag {
    private final List<TrackedPeer> peers = new ArrayList<>(2);

    int size() {
        return peers.size();
    }

    void add(TrackedPeer peer) {
        peer.index = peers.size();
        peers.add(peer);
    }

    void remove(TrackedPeer peer) {
        TrackedPeer last = peers.removeLast();
        if (last != peer) {
            place(last, peer.index);
        }
    }

    private void place(TrackedPeer peer, int index) {
        peers.set(index, peer);
        peer.index = index;
    }

    /** Puts {@code count} peers drawn at random in front, all equally likely, and returns a view of them. */
    List<TrackedPeer> draw(int count, RandomGenerator random) {
        int drawn = Math.min(count, peers.size());
        for (int i = 0; i < drawn; i++) {
            int other = i + random.nextInt(peers.size() - i);
            TrackedPeer chosen = peers.get(other);
            place(peers.get(i), other);
            place(chosen, i);
        }
        return peers.subList(0, drawn);
    }
}
