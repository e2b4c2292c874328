package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the connected peer that goes for a newcomer although none is silent: one of the network that has most connections,
 * where that has clearly more than the newcomer's. Whoever fills all places from few addresses, however active, so pushes out
 * its own, and keeps nobody else out. Owned by the loop.
 */
final class CrowdedPeers {
    /** How many connections more than the newcomer's a network still has afterwards: with fewer two would push out each other. */
    static final int MIN_LEAD = 2;

    private CrowdedPeers() {}

    /**
     * The one to push out of these, which are in the order in which they came, for a newcomer of this network: one that is
     * silent, else who brings least, of those who takes least, and the oldest. Empty if no network has that many more.
     */
    static Optional<PeerSession> toPushOut(Collection<PeerSession> sessions, NetworkPrefix newcomer) {
        Map<NetworkPrefix, Integer> perNetwork = count(sessions);
        int least = perNetwork.getOrDefault(newcomer, 0) + 1 + MIN_LEAD + 1;
        return perNetwork.entrySet().stream()
                .filter(network -> network.getValue() >= least)
                .max(Map.Entry.comparingByValue())
                .flatMap(crowd -> sessions.stream()
                        .filter(session -> session.network().equals(crowd.getKey()))
                        .filter(session -> session.record().webSeed().isEmpty())
                        .min(Comparator.<PeerSession, Boolean>comparing(session -> !session.isSilent())
                                .thenComparingLong(PeerSession::downloadRate)
                                .thenComparingLong(PeerSession::uploadRate)));
    }

    /** Those of these whose network has more connections than the newcomer's: it may take the place of one of them. */
    static List<PeerSession> ofMoreCrowdedNetworks(Collection<PeerSession> sessions, NetworkPrefix newcomer) {
        Map<NetworkPrefix, Integer> perNetwork = count(sessions);
        int own = perNetwork.getOrDefault(newcomer, 0);
        return sessions.stream()
                .filter(session -> perNetwork.getOrDefault(session.network(), 0) > own)
                .toList();
    }

    /** How many of these each network has, in their order. */
    static Map<NetworkPrefix, Integer> count(Collection<PeerSession> sessions) {
        Map<NetworkPrefix, Integer> perNetwork = new LinkedHashMap<>();
        sessions.forEach(session -> perNetwork.merge(session.network(), 1, Integer::sum));
        return perNetwork;
    }
}
