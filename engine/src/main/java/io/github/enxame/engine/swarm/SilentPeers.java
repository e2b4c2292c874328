package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the connected peer that a newcomer pushes out: one that neither side wants anything of, of the network that has most
 * connections; of those one that nothing was ever exchanged with, and the oldest. So whoever fills all places with
 * connections that do nothing pushes out its own. Owned by the loop.
 */
final class SilentPeers {
    /** How long one that has come may take to say what it wants before it counts as silent where crowds are not. */
    static final long MAX_SETTLING_NANOS = 5_000_000_000L;

    private SilentPeers() {}

    /**
     * The one to push out of these, which are in the order in which they came, for a newcomer of this network: a silent one,
     * else one of a crowd ({@link CrowdedPeers}), else one that has only come; silent ones of its own network or of one that
     * has more connections only. Empty if there is none.
     */
    static Optional<PeerSession> toPushOut(Collection<PeerSession> sessions, NetworkPrefix newcomer, long nowNanos) {
        Map<NetworkPrefix, Integer> perNetwork = CrowdedPeers.count(sessions);
        int own = perNetwork.getOrDefault(newcomer, 0);
        Predicate<PeerSession> yields =
                session -> session.network().equals(newcomer) || perNetwork.getOrDefault(session.network(), 0) > own;
        return toPushOut(sessions, yields.and(session -> session.joinedNanos() <= nowNanos - MAX_SETTLING_NANOS))
                .or(() -> CrowdedPeers.toPushOut(sessions, newcomer))
                .or(() -> toPushOut(sessions, yields));
    }

    /** The silent one to push out among those of one network. */
    static Optional<PeerSession> ofNetwork(Collection<PeerSession> sessions, NetworkPrefix network) {
        return toPushOut(sessions, session -> session.network().equals(network));
    }

    private static Optional<PeerSession> toPushOut(
            Collection<PeerSession> sessions, Predicate<PeerSession> considered) {
        Map<NetworkPrefix, Integer> perNetwork = CrowdedPeers.count(sessions);
        Comparator<PeerSession> leastCrowdedFirst =
                Comparator.comparingInt(session -> -perNetwork.getOrDefault(session.network(), 0));
        return sessions.stream()
                .filter(session -> considered.test(session) && session.isSilent())
                .min(leastCrowdedFirst.thenComparing(PeerSession::hasExchanged));
    }
}
