package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The peers of one torrent. Callers hold its monitor: every method is short and does no input or output. */
final class Swarm {
    private final SwarmLimits limits;
    private final RandomGenerator random;
    /** Who was silent longest comes first: each announce moves its peer to the end. */
    private final Map<PeerAddress, TrackedPeer> peers = new LinkedHashMap<>(4, 0.75f, true);

    private final Map<InetAddress, Integer> perAddress = new HashMap<>(4);
    private final PeerBag seeds = new PeerBag();
    private final PeerBag leeches = new PeerBag();
    private long completed;
    /** Taken out of the service; whoever still has it must look the swarm up again. */
    private boolean retired;

    Swarm(SwarmLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    boolean retired() {
        return retired;
    }

    /** Forgets who was silent too long; an empty swarm is of no more use. */
    boolean retireIfEmpty(long nowNanos) {
        expire(nowNanos);
        retired = peers.isEmpty();
        return retired;
    }

    void expire(long nowNanos) {
        Iterator<TrackedPeer> eldest = peers.values().iterator();
        while (eldest.hasNext()) {
            TrackedPeer peer = eldest.next();
            if (nowNanos - peer.seenNanos < limits.expiryNanos()) {
                return;
            }
            eldest.remove();
            forget(peer);
        }
    }

    /** Takes an announce; returns whether the peer is listed now. */
    boolean announce(PeerAddress address, AnnounceRequest request, long nowNanos) {
        TrackedPeer peer = peers.get(address);
        if (request.event() == AnnounceEvent.STOPPED) {
            if (peer != null && peer.sameProgram(request)) {
                peers.remove(address);
                forget(peer);
            }
            return false;
        }
        if (peer == null) {
            if (full(address.ip())) {
                return false;
            }
            peer = new TrackedPeer(address, request);
            peers.put(address, peer);
            perAddress.merge(address.ip(), 1, Integer::sum);
            peer.seed = request.seed();
            bag(peer).add(peer);
        }
        peer.renew(request, nowNanos);
        move(peer, request.seed());
        if (request.event() == AnnounceEvent.COMPLETED && !peer.completed) {
            peer.completed = true;
            completed++;
        }
        return true;
    }

    private boolean full(InetAddress ip) {
        return peers.size() >= limits.maxPeersPerSwarm()
                || perAddress.getOrDefault(ip, 0) >= limits.maxPeersPerAddress();
    }

    private PeerBag bag(TrackedPeer peer) {
        return peer.seed ? seeds : leeches;
    }

    private void move(TrackedPeer peer, boolean seed) {
        if (peer.seed != seed) {
            bag(peer).remove(peer);
            peer.seed = seed;
            bag(peer).add(peer);
        }
    }

    private void forget(TrackedPeer peer) {
        bag(peer).remove(peer);
        perAddress.computeIfPresent(peer.address.ip(), (ip, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Peers for somebody: a seed gets leeches only, a leech gets both kinds, at least half of each where there are enough.
     *
     * @param self the asking peer, which is left out
     * @param prompt takes those that have everything and take requests along with the handshake
     */
    List<PeerAddress> choose(
            int wanted,
            boolean forSeed,
            @Nullable PeerAddress self,
            Requester requester,
            Collection<PeerAddress> prompt) {
        int fromSeeds = forSeed ? 0 : Math.max(wanted / 2, wanted - leeches.size());
        List<PeerAddress> chosen = new ArrayList<>(Math.min(wanted, peers.size()));
        collect(seeds, fromSeeds, self, requester, chosen, prompt);
        collect(leeches, wanted - chosen.size(), self, requester, chosen, prompt);
        return chosen;
    }

    /** Some seeds, drawn at random. */
    List<PeerAddress> seeds(int count, Requester requester) {
        List<PeerAddress> chosen = new ArrayList<>();
        collect(seeds, count, null, requester, chosen, new HashSet<>());
        return chosen;
    }

    /** Some leeches, drawn at random. */
    List<PeerAddress> leeches(int count, Requester requester) {
        List<PeerAddress> chosen = new ArrayList<>();
        collect(leeches, count, null, requester, chosen, new HashSet<>());
        return chosen;
    }

    private void collect(
            PeerBag bag,
            int count,
            @Nullable PeerAddress self,
            Requester requester,
            List<PeerAddress> chosen,
            Collection<PeerAddress> prompt) {
        int limit = chosen.size() + count;
        for (TrackedPeer peer : bag.draw(count + 1, random)) {
            if (chosen.size() < limit && !peer.address.equals(self)) {
                PeerAddress seen = requester.seen(peer.address);
                chosen.add(seen);
                if (peer.prompt) {
                    prompt.add(seen);
                }
            }
        }
    }

    Counts counts() {
        return new Counts(seeds.size(), completed, leeches.size());
    }
}
