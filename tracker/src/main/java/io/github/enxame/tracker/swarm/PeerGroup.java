package io.github.enxame.tracker.swarm;

import org.jspecify.annotations.Nullable;

/**
 * Peers that have something in common: their host, their network, their host and swarm. Who was silent longest comes first.
 * One thread at a time.
 */
final class PeerGroup extends KeyedTable.Entry<PeerGroup> {
    /** What the peers of a group have in common; each peer is in one group of each kind. */
    enum Kind {
        /** Nothing: all peers are in it. */
        ALL(0),
        /** The IPv4 address, or the first 64 bits of the IPv6 one: what a single customer of a provider gets. */
        HOST(1),
        /** The first 24 bits of the IPv4 address, or the first 48 of the IPv6 one. */
        NETWORK(2),
        /** The host and the swarm. */
        HOST_IN_SWARM(3);

        static final int COUNT = 4;
        /** From 0 to before {@link #COUNT}. */
        final int index;

        Kind(int index) {
            this.index = index;
        }
    }

    final Kind kind;
    /** The address cut to {@link AddressPrefix}; 0 for {@link Kind#ALL}. */
    final long prefix;

    final @Nullable Swarm swarm;
    private int size;
    private @Nullable TrackedPeer oldest;
    private @Nullable TrackedPeer newest;

    PeerGroup(Kind kind, int hash, long prefix, @Nullable Swarm swarm) {
        super(hash);
        this.kind = kind;
        this.prefix = prefix;
        this.swarm = swarm;
    }

    int size() {
        return size;
    }

    /** Who was silent longest. */
    @Nullable TrackedPeer oldest() {
        return oldest;
    }

    /** Adds a peer that announced itself just now. */
    void add(TrackedPeer peer) {
        TrackedPeer before = newest;
        peer.older(kind, before);
        peer.newer(kind, null);
        if (before == null) {
            oldest = peer;
        } else {
            before.newer(kind, peer);
        }
        newest = peer;
        size++;
    }

    void remove(TrackedPeer peer) {
        TrackedPeer older = peer.older(kind);
        TrackedPeer newer = peer.newer(kind);
        if (older == null) {
            oldest = newer;
        } else {
            older.newer(kind, newer);
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older(kind, older);
        }
        size--;
    }

    /** A peer of the group announced itself again just now. */
    void renew(TrackedPeer peer) {
        if (peer != newest) {
            remove(peer);
            add(peer);
        }
    }
}
