package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The peers of one torrent. One thread at a time: {@link PeerTable} owns it. */
final class Swarm extends KeyedTable.Entry<Swarm> {
    final Id20 infoHash;
    private final PeerBag seeds = new PeerBag();
    private final PeerBag leeches = new PeerBag();
    private long completed;

    Swarm(Id20 infoHash) {
        super(infoHash.hashCode());
        this.infoHash = infoHash;
    }

    int size() {
        return seeds.size() + leeches.size();
    }

    private PeerBag bag(TrackedPeer peer) {
        return peer.seed ? seeds : leeches;
    }

    void add(TrackedPeer peer, boolean seed) {
        peer.seed = seed;
        bag(peer).add(peer);
    }

    void remove(TrackedPeer peer) {
        bag(peer).remove(peer);
    }

    /** Notes what a peer has now. */
    void move(TrackedPeer peer, boolean seed) {
        if (peer.seed != seed) {
            remove(peer);
            add(peer, seed);
        }
    }

    /** A peer says that it has everything from now on; it counts once. */
    void complete(TrackedPeer peer) {
        if (!peer.completed) {
            peer.completed = true;
            completed++;
        }
    }

    Counts counts() {
        return new Counts(seeds.size(), completed, leeches.size());
    }

    /** Some peer, all equally likely, of a swarm that is not empty. */
    TrackedPeer sample(RandomGenerator random) {
        int index = random.nextInt(size());
        return index < seeds.size() ? seeds.get(index) : leeches.get(index - seeds.size());
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
            RandomGenerator random,
            Collection<PeerAddress> prompt) {
        int fromSeeds = forSeed ? 0 : Math.max(wanted / 2, wanted - leeches.size());
        List<PeerAddress> chosen = new ArrayList<>(Math.min(wanted, size()));
        collect(seeds, fromSeeds, self, random, chosen, prompt);
        collect(leeches, wanted - chosen.size(), self, random, chosen, prompt);
        return chosen;
    }

    /** Some seeds, drawn at random. */
    List<PeerAddress> seeds(int count, RandomGenerator random) {
        List<PeerAddress> chosen = new ArrayList<>();
        collect(seeds, count, null, random, chosen, new ArrayList<>());
        return chosen;
    }

    /** Some leeches, drawn at random. */
    List<PeerAddress> leeches(int count, RandomGenerator random) {
        List<PeerAddress> chosen = new ArrayList<>();
        collect(leeches, count, null, random, chosen, new ArrayList<>());
        return chosen;
    }

    private static void collect(
            PeerBag bag,
            int count,
            @Nullable PeerAddress self,
            RandomGenerator random,
            List<PeerAddress> chosen,
            Collection<PeerAddress> prompt) {
        int limit = chosen.size() + count;
        int drawn = bag.draw(count + 1, random);
        for (int i = 0; i < drawn && chosen.size() < limit; i++) {
            TrackedPeer peer = bag.get(i);
            if (!peer.address.equals(self)) {
                chosen.add(peer.address);
                if (peer.prompt) {
                    prompt.add(peer.address);
                }
            }
        }
    }
}
