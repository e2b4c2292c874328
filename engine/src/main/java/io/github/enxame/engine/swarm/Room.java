package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.announce.NetworkPrefix;
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
 * that is of no use to either side, else, for one that dialled us, a silent one ({@link SilentPeers}), else one of the
 * network that has most, else one of the swarm that has most. So neither one network with many connections nor one torrent
 * that many want keeps the others out. Owned by the loop.
 */
public final class Room {
    private final int most;
    private final Set<PeerSession> sessions = new LinkedHashSet<>();
    private final Map<NetworkPrefix, Integer> byNetwork = new HashMap<>();
    private final Map<Swarm, Integer> bySwarm = new HashMap<>();

    /** Room for so many connections, at least 1. */
    public Room(int most) {
        this.most = most;
    }

    /** All connections, in the order in which they came; not to be changed. */
    Set<PeerSession> sessions() {
        return sessions;
    }

    /** How many connections there are. */
    public int taken() {
        return sessions.size();
    }

    void enters(PeerSession session) {
        if (sessions.add(session)) {
            byNetwork.merge(session.network(), 1, Integer::sum);
            bySwarm.merge(session.swarm(), 1, Integer::sum);
        }
    }

    void leaves(PeerSession session) {
        if (sessions.remove(session)) {
            byNetwork.computeIfPresent(session.network(), Room::oneLess);
            bySwarm.computeIfPresent(session.swarm(), Room::oneLess);
        }
    }

    /** Whether it is of use to dial for a swarm: there is room, or others have more than their share of it. */
    boolean hasShareFor(Swarm swarm) {
        return !full() || of(bySwarm, swarm) + 1 < largest(bySwarm) || largest(byNetwork) > 1;
    }

    /** Whether there is room for one more connection of a swarm, after somebody was sent away if need be. */
    boolean makeFor(Swarm swarm, Link newcomer) {
        if (full()) {
            leaver(swarm, newcomer).ifPresent(session -> session.swarm()
                    .connections()
                    .disconnect(session, "made room for another peer, as there were " + most + " connections"));
        }
        return !full();
    }

    private Optional<PeerSession> leaver(Swarm swarm, Link newcomer) {
        long now = swarm.nanos();
        NetworkPrefix network = NetworkPrefix.of(Connections.hostOf(newcomer.remote()));
        ToIntFunction<PeerSession> ofNetwork = session -> of(byNetwork, session.network());
        ToIntFunction<PeerSession> ofSwarm = session -> of(bySwarm, session.swarm());
        return sessions.stream()
                .filter(session -> mayGo(session) && session.isIdle(now))
                .findFirst()
                .or(() -> newcomer.incoming() ? SilentPeers.toPushOut(sessions, network, now) : Optional.empty())
                .or(() -> oneOfMany(ofNetwork, of(byNetwork, network) + 1, Comparator.comparingInt(ofNetwork)))
                .or(() -> oneOfMany(
                        ofSwarm,
                        of(bySwarm, swarm) + 1,
                        Comparator.comparingInt(ofSwarm).thenComparingInt(ofNetwork)));
    }

    /** Of those who are more than {@code share}, one of the most, that nothing is on its way to or from if there is one. */
    private Optional<PeerSession> oneOfMany(ToIntFunction<PeerSession> count, int share, Comparator<PeerSession> most) {
        return sessions.stream()
                .filter(session -> mayGo(session) && count.applyAsInt(session) > share)
                .max(most.thenComparing(PeerSession::busy, Comparator.reverseOrder()));
    }

    private static boolean mayGo(PeerSession session) {
        return session.record().webSeed().isEmpty();
    }

    private boolean full() {
        return sessions.size() >= most;
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
