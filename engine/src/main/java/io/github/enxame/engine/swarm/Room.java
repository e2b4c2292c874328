package io.github.enxame.engine.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many connections all swarms of an engine have together, and who goes for a newcomer when there are no more: a peer
 * that is of no use to either side, else one of the host that has most, else one of the swarm that has most. So neither one
 * host with many connections nor one torrent that many want keeps the others out. Owned by the loop.
 */
public final class Room {
    private final int most;
    private final Set<PeerSession> sessions = new LinkedHashSet<>();
    private final Map<InetAddress, Integer> byHost = new HashMap<>();
    private final Map<Swarm, Integer> bySwarm = new HashMap<>();

    /** Room for so many connections, at least 1. */
    public Room(int most) {
        this.most = most;
    }

    /** How many connections there are. */
    public int taken() {
        return sessions.size();
    }

    void enters(PeerSession session) {
        if (sessions.add(session)) {
            byHost.merge(hostOf(session), 1, Integer::sum);
            bySwarm.merge(session.swarm(), 1, Integer::sum);
        }
    }

    void leaves(PeerSession session) {
        if (sessions.remove(session)) {
            byHost.computeIfPresent(hostOf(session), Room::oneLess);
            bySwarm.computeIfPresent(session.swarm(), Room::oneLess);
        }
    }

    /** Whether it is of use to dial for a swarm: there is room, or others have more than their share of it. */
    boolean hasShareFor(Swarm swarm) {
        return !full() || of(bySwarm, swarm) + 1 < largest(bySwarm) || largest(byHost) > 1;
    }

    /** Whether there is room for one more connection of a swarm, after somebody was sent away if need be. */
    boolean makeFor(Swarm swarm, InetSocketAddress newcomer) {
        if (full()) {
            leaver(swarm, newcomer).ifPresent(session -> session.swarm()
                    .connections()
                    .disconnect(session, "made room for another peer, as there were " + most + " connections"));
        }
        return !full();
    }

    private Optional<PeerSession> leaver(Swarm swarm, InetSocketAddress newcomer) {
        long now = swarm.nanos();
        ToIntFunction<PeerSession> ofHost = session -> of(byHost, hostOf(session));
        ToIntFunction<PeerSession> ofSwarm = session -> of(bySwarm, session.swarm());
        return sessions.stream()
                .filter(session -> mayGo(session) && session.isIdle(now))
                .findFirst()
                .or(() -> oneOfMany(ofHost, of(byHost, Connections.hostOf(newcomer)) + 1))
                .or(() -> oneOfMany(ofSwarm, of(bySwarm, swarm) + 1));
    }

    /** Of those who are more than {@code share}, one of the most, that nothing is on its way to or from if there is one. */
    private Optional<PeerSession> oneOfMany(ToIntFunction<PeerSession> count, int share) {
        return sessions.stream()
                .filter(session -> mayGo(session) && count.applyAsInt(session) > share)
                .max(Comparator.comparingInt(count).thenComparing(PeerSession::busy, Comparator.reverseOrder()));
    }

    private static boolean mayGo(PeerSession session) {
        return session.record().webSeed().isEmpty();
    }

    private boolean full() {
        return sessions.size() >= most;
    }

    private static InetAddress hostOf(PeerSession session) {
        return Connections.hostOf(session.link().remote());
    }

    private static <K> int of(Map<K, Integer> counts, K key) {
        return counts.getOrDefault(key, 0);
    }

    private static int largest(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static <K> @Nullable Integer oneLess(K key, Integer count) {
        return count > 1 ? count - 1 : null;
    }
}
