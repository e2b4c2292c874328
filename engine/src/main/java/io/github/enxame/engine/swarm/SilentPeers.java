package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the connected peer that a newcomer pushes out: one that neither side wants anything of, of the network that has most
 * connections; of those one that nothing was ever exchanged with, and the oldest. So whoever fills all places with
 * connections that do nothing pushes out its own. Owned by the loop.
 */
final class SilentPeers {
    private SilentPeers() {}

    /** The one to push out of these, which are in the order in which they came; empty if none is silent. */
    static Optional<PeerSession> toPushOut(Collection<PeerSession> sessions) {
        return toPushOut(sessions, _ -> true);
    }

    /** The same among those of one network. */
    static Optional<PeerSession> toPushOut(Collection<PeerSession> sessions, NetworkPrefix network) {
        return toPushOut(sessions, session -> networkOf(session).equals(network));
    }

    private static Optional<PeerSession> toPushOut(
            Collection<PeerSession> sessions, Predicate<PeerSession> considered) {
        Map<NetworkPrefix, Integer> perNetwork = new HashMap<>();
        sessions.forEach(session -> perNetwork.merge(networkOf(session), 1, Integer::sum));
        Comparator<PeerSession> leastCrowdedFirst =
                Comparator.comparingInt(session -> -perNetwork.getOrDefault(networkOf(session), 0));
        return sessions.stream()
                .filter(session -> considered.test(session) && session.isSilent())
                .min(leastCrowdedFirst.thenComparing(PeerSession::hasExchanged));
    }

    static NetworkPrefix networkOf(PeerSession session) {
        return NetworkPrefix.of(Connections.hostOf(session.link().remote()));
    }
}
