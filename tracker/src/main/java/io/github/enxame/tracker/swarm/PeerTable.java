package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.hash.KeyedHash;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All peers of all swarms within one limit. Whoever comes gets in: at a limit of its address or network it takes the place of
 * the oldest from there, and when everything is full, that of the oldest of a network that has many. A swarm is here as long as
 * it has peers. One thread at a time.
 */
final class PeerTable {
    /** How many peers are looked at to find a network that has many. */
    private static final int SAMPLES = 8;
    /** A network with less than this share of all peers is none that has many. */
    private static final int LARGE_SHARE = 64;

    private final SwarmLimits limits;
    private final RandomGenerator random;
    private KeyedTable<Swarm> swarms = new KeyedTable<>();
    private KeyedTable<TrackedPeer> peers = new KeyedTable<>();
    private KeyedTable<PeerGroup> groups = new KeyedTable<>();
    private PeerGroup all = new PeerGroup(PeerGroup.Kind.ALL, 0, 0, null);

    PeerTable(SwarmLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /** Forgets everything. */
    void clear() {
        swarms = new KeyedTable<>();
        peers = new KeyedTable<>();
        groups = new KeyedTable<>();
        all = new PeerGroup(PeerGroup.Kind.ALL, 0, 0, null);
    }

    int swarmCount() {
        return swarms.size();
    }

    int peerCount() {
        return peers.size();
    }

    /** The number of addresses and networks that are remembered. */
    int groupCount() {
        return groups.size();
    }

    @Nullable Swarm swarm(Id20 infoHash) {
        Swarm swarm = swarms.first(infoHash.hashCode());
        while (swarm != null && !swarm.infoHash.equals(infoHash)) {
            swarm = swarm.next();
        }
        return swarm;
    }

    private static int hash(Swarm swarm, PeerAddress address) {
        return swarm.hash ^ Integer.rotateLeft(address.hashCode(), Short.SIZE);
    }

    private @Nullable TrackedPeer peer(Swarm swarm, PeerAddress address) {
        TrackedPeer peer = peers.first(hash(swarm, address));
        while (peer != null && !(peer.swarm == swarm && peer.address.equals(address))) {
            peer = peer.next();
        }
        return peer;
    }

    /** Takes an announce of a peer that others shall be told of, or that leaves. */
    void announce(PeerAddress address, AnnounceRequest request, long nowNanos) {
        Swarm swarm = swarm(request.infoHash());
        TrackedPeer peer = swarm == null ? null : peer(swarm, address);
        if (request.event() == AnnounceEvent.STOPPED) {
            if (peer != null && peer.sameProgram(request)) {
                remove(peer);
            }
            return;
        }
        if (peer == null) {
            peer = add(request, address);
        } else {
            all.renew(peer);
            peer.host.renew(peer);
            peer.network.renew(peer);
            peer.hostInSwarm.renew(peer);
        }
        peer.renew(request, nowNanos);
        peer.swarm.move(peer, request.seed());
        if (request.event() == AnnounceEvent.COMPLETED) {
            peer.swarm.complete(peer);
        }
    }

    private TrackedPeer add(AnnounceRequest request, PeerAddress address) {
        makeRoom(request.infoHash(), address.ip());
        Swarm swarm = swarm(request.infoHash());
        if (swarm == null) {
            swarm = new Swarm(request.infoHash());
            swarms.add(swarm);
        }
        long prefix = AddressPrefix.host(address.ip());
        TrackedPeer peer = new TrackedPeer(
                hash(swarm, address),
                swarm,
                address,
                group(PeerGroup.Kind.HOST, prefix, null),
                group(PeerGroup.Kind.NETWORK, AddressPrefix.network(address.ip()), null),
                group(PeerGroup.Kind.HOST_IN_SWARM, prefix, swarm),
                request);
        peers.add(peer);
        swarm.add(peer, request.seed());
        all.add(peer);
        peer.host.add(peer);
        peer.network.add(peer);
        peer.hostInSwarm.add(peer);
        return peer;
    }

    /** Removes at most one peer for each limit that a further one of this address would exceed. */
    private void makeRoom(Id20 infoHash, InetAddress ip) {
        long prefix = AddressPrefix.host(ip);
        Swarm swarm = swarm(infoHash);
        if (swarm != null) {
            removeOldestAt(limits.maxPeersPerAddress(), find(PeerGroup.Kind.HOST_IN_SWARM, prefix, swarm));
        }
        removeOldestAt(limits.maxPeersOfAddress(), find(PeerGroup.Kind.HOST, prefix, null));
        removeOldestAt(limits.maxPeersOfNetwork(), find(PeerGroup.Kind.NETWORK, AddressPrefix.network(ip), null));
        if (swarm != null && swarm.size() >= limits.maxPeersPerSwarm()) {
            remove(largest(swarm));
        }
        if (peers.size() >= limits.maxPeers()) {
            TrackedPeer large = largest(null);
            PeerGroup from = large.network.size() < limits.maxPeers() / LARGE_SHARE ? all : large.network;
            removeOldestAt(1, from);
        }
    }

    private void removeOldestAt(int limit, @Nullable PeerGroup group) {
        TrackedPeer oldest = group == null || group.size() < limit ? null : group.oldest();
        if (oldest != null) {
            remove(oldest);
        }
    }

    /** Of some peers, of the swarm or of all, the one whose network has most; of equal ones the longest silent. */
    private TrackedPeer largest(@Nullable Swarm swarm) {
        TrackedPeer largest = sample(swarm);
        for (int i = 1; i < SAMPLES; i++) {
            TrackedPeer other = sample(swarm);
            int more = other.network.size() - largest.network.size();
            if (more > 0 || (more == 0 && other.seenNanos - largest.seenNanos < 0)) {
                largest = other;
            }
        }
        return largest;
    }

    private TrackedPeer sample(@Nullable Swarm swarm) {
        return swarm == null ? peers.sample(random) : swarm.sample(random);
    }

    private static int hash(PeerGroup.Kind kind, long prefix, @Nullable Swarm swarm) {
        byte[] named = ByteBuffer.allocate(Byte.BYTES + Long.BYTES)
                .put((byte) kind.index)
                .putLong(prefix)
                .array();
        int place = KeyedHash.of(named);
        return swarm == null ? place : swarm.hash ^ Integer.rotateLeft(place, Short.SIZE);
    }

    private @Nullable PeerGroup find(PeerGroup.Kind kind, long prefix, @Nullable Swarm swarm) {
        PeerGroup group = groups.first(hash(kind, prefix, swarm));
        while (group != null && !(group.kind == kind && group.prefix == prefix && group.swarm == swarm)) {
            group = group.next();
        }
        return group;
    }

    private PeerGroup group(PeerGroup.Kind kind, long prefix, @Nullable Swarm swarm) {
        PeerGroup group = find(kind, prefix, swarm);
        if (group == null) {
            group = new PeerGroup(kind, hash(kind, prefix, swarm), prefix, swarm);
            groups.add(group);
        }
        return group;
    }

    private void remove(TrackedPeer peer) {
        peers.remove(peer);
        all.remove(peer);
        leave(peer.host, peer);
        leave(peer.network, peer);
        leave(peer.hostInSwarm, peer);
        peer.swarm.remove(peer);
        if (peer.swarm.size() == 0) {
            swarms.remove(peer.swarm);
        }
    }

    private void leave(PeerGroup group, TrackedPeer peer) {
        group.remove(peer);
        if (group.size() == 0) {
            groups.remove(group);
        }
    }

    /**
     * Forgets who was silent too long.
     *
     * @param most at most so many, so that it takes no long time
     * @return whether all of them are gone
     */
    boolean expire(long nowNanos, int most) {
        for (int i = 0; i < most; i++) {
            TrackedPeer oldest = all.oldest();
            if (oldest == null || nowNanos - oldest.seenNanos < limits.expiryNanos()) {
                return true;
            }
            remove(oldest);
        }
        return false;
    }
}
