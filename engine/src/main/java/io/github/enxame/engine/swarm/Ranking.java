package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.PeerPriority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who comes first where there is not room for all: whom the priority prefers that both sides compute (BEP 40). It depends
 * on where others see us: as a tracker says (BEP 24), or as two hosts agree to (BEP 10). While nobody has said that, all are
 * alike. Owned by the loop.
 */
final class Ranking {
    /** Most addresses that strangers may call ours. */
    private static final int MOST_CLAIMED = 16;

    private static final int ENOUGH_WITNESSES = 2;

    private final int port;
    private final Map<Class<?>, InetAddress> ours = new HashMap<>();
    private final Map<InetAddress, Set<InetAddress>> witnesses = new HashMap<>();
    private final Set<Class<?>> known = new HashSet<>();

    /** Nobody has said yet where we are; we listen at {@code port}. */
    Ranking(int port) {
        this.port = port;
    }

    /** A tracker says how it sees us. */
    void told(InetAddress address) {
        ours.put(address.getClass(), address);
        known.add(address.getClass());
    }

    /** A peer says how it sees us: it counts when another host says the same and no tracker said anything. */
    void claimed(InetAddress by, InetAddress address) {
        Class<?> family = address.getClass();
        boolean room = witnesses.size() < MOST_CLAIMED || witnesses.containsKey(address);
        if (known.contains(family) || !room) {
            return;
        }
        Set<InetAddress> hosts = witnesses.computeIfAbsent(address, _ -> new HashSet<>());
        if (hosts.size() < ENOUGH_WITNESSES && hosts.add(by) && hosts.size() == ENOUGH_WITNESSES) {
            ours.put(family, address);
        }
    }

    /** The priority of a connection to a peer; 0 while it is not known where we are. */
    long priority(InetSocketAddress peer) {
        InetAddress host = peer.getAddress();
        InetAddress here = host == null ? null : ours.get(host.getClass());
        return here == null ? 0 : PeerPriority.of(new InetSocketAddress(here, port), peer);
    }

    /** Whoever has waited longest first; of those who are alike in that, the most trusted, and whom the priority prefers. */
    Comparator<PeerRecord> toDial() {
        Comparator<PeerRecord> waited = Comparator.comparingLong(PeerRecord::nextDialNanos);
        Comparator<PeerRecord> trusted =
                Comparator.comparing(peer -> peer.retries().source());
        return waited.thenComparing(trusted)
                .thenComparing(Comparator.<PeerRecord>comparingLong(peer -> priority(peer.address()))
                        .reversed());
    }

    /**
     * Who goes for a newcomer when no place is free: of those that nothing is on its way to or from, the one with the least
     * priority, the farthest of several; nobody if the newcomer's is no greater.
     */
    Optional<PeerSession> replaceable(List<PeerSession> sessions, InetSocketAddress newcomer) {
        return sessions.stream()
                .filter(session -> !session.busy() && session.record().webSeed().isEmpty())
                .min(Comparator.<PeerSession>comparingLong(
                                session -> priority(session.record().address()))
                        .thenComparing(Comparator.<PeerSession>comparingLong(
                                        session -> session.pace().rttNanos())
                                .reversed()))
                .filter(session -> priority(session.record().address()) < priority(newcomer));
    }
}
