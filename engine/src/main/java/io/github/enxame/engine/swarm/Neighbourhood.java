package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.LocalNetwork;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.LocalAnnounce;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tells the local network of our swarms and dials who is near (BEP 14): each swarm is announced when it starts, when the
 * machine gets to another network, and every five minutes; private ones never (BEP 27). Several go into one datagram; of
 * those, five may leave at once and then one every two seconds. Owned by the loop.
 */
public final class Neighbourhood {
    /** Between two announces of a swarm. */
    public static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long DATAGRAM_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int BURST = 5;

    private record Turn(long nanos, long sequence, Swarm swarm) {}

    private final World world;
    private final int port;
    private final Map<Id20, Swarm> swarms = new HashMap<>();
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparingLong(Turn::nanos).thenComparingLong(Turn::sequence));
    private long sequence;
    /** Datagrams may leave as long as this does not lie ahead; each moves it on. */
    private long freeNanos = Long.MIN_VALUE;

    /**
     * The neighbourhood of one engine.
     *
     * @param port where peers reach us
     */
    public Neighbourhood(World world, int port) {
        this.world = world;
        this.port = port;
    }

    /** Hands what the network brings to the loop. */
    public LocalNetwork.Listener listener() {
        return new LocalNetwork.Listener() {
            @Override
            public void heard(InetSocketAddress peer, List<Id20> infoHashes) {
                world.timeline().post(new Event.NeighbourHeard(peer, infoHashes));
            }

            @Override
            public void changed() {
                world.timeline().post(new Event.NetworkChanged());
            }
        };
    }

    /** A swarm is to be announced from now on. */
    public void add(Swarm swarm) {
        if (!swarm.subject().isPrivate()) {
            ids(swarm).forEach(id -> swarms.put(id, swarm));
            turns.add(new Turn(world.timeline().nanos(), sequence++, swarm));
        }
    }

    /** A swarm is over. */
    public void remove(Swarm swarm) {
        swarms.values().removeIf(known -> known == swarm);
        turns.removeIf(turn -> turn.swarm() == swarm);
    }

    private static List<Id20> ids(Swarm swarm) {
        return swarm.subject().wireHashes().stream().map(Id20::of).toList();
    }

    /** Somebody near by said which swarms it is in. */
    public void heard(InetSocketAddress peer, List<Id20> infoHashes) {
        for (Id20 id : infoHashes) {
            Swarm swarm = swarms.get(id);
            if (swarm != null && !swarm.subject().isPrivate()) {
                swarm.connections().learn(peer, PeerSource.LOCAL);
                swarm.dial();
            }
        }
    }

    /** Whoever is near now has not heard of us. */
    public void networkChanged() {
        List<Turn> all = new ArrayList<>(turns);
        all.sort(Comparator.comparingLong(Turn::sequence));
        turns.clear();
        long now = world.timeline().nanos();
        all.forEach(turn -> turns.add(new Turn(now, sequence++, turn.swarm())));
    }

    /** When {@link #tick} has something to do, unless something happens before. */
    public long nextNanos() {
        Turn next = turns.peek();
        return next == null ? Long.MAX_VALUE : Math.max(next.nanos(), freeNanos + DATAGRAM_NANOS);
    }

    /** Some time passed. */
    public void tick() {
        long now = world.timeline().nanos();
        freeNanos = Math.max(freeNanos, now - BURST * DATAGRAM_NANOS);
        while (freeNanos + DATAGRAM_NANOS <= now) {
            List<Id20> due = due(now);
            if (due.isEmpty()) {
                return;
            }
            world.local().announce(port, due);
            freeNanos += DATAGRAM_NANOS;
        }
    }

    /** As many as one datagram takes. */
    private List<Id20> due(long now) {
        List<Id20> due = new ArrayList<>();
        for (Turn turn = turns.peek(); turn != null && turn.nanos() <= now; turn = turns.peek()) {
            Swarm swarm = turn.swarm();
            List<Id20> ids = swarm.running() ? ids(swarm) : List.of();
            if (due.size() + ids.size() > LocalAnnounce.MAX_HASHES) {
                return due;
            }
            due.addAll(ids);
            turns.remove();
            if (!swarm.subject().isPrivate()) {
                turns.add(new Turn(now + (ids.isEmpty() ? RETRY_NANOS : INTERVAL_NANOS), sequence++, swarm));
            }
        }
        return due;
    }
}
