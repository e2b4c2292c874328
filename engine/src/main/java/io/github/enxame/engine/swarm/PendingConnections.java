package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.announce.NetworkPrefix;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accepted connections whose handshake has not come yet, plain ones and those that open encrypted alike. A newcomer always
 * gets in: when there are too many, the oldest one of the most crowded network is closed, so one that connects and stays
 * silent pushes out its own. Owned by the loop.
 */
public final class PendingConnections {
    /** Most connections that wait for their handshake. */
    public static final int MAX_PENDING = 200;

    private record Pending(Link link, NetworkPrefix network) {}

    /** The oldest first. */
    private final Map<Conversation, Pending> pending = new LinkedHashMap<>();

    private final Map<NetworkPrefix, Integer> perNetwork = new LinkedHashMap<>();

    /**
     * Adds a connection. Returns the one that must be closed for it, if there is one; it is not among the pending any more.
     * This machine may have any number of its own, as far as there is room.
     */
    Optional<Conversation> add(Conversation conversation, Link link) {
        InetAddress host = link.remote().getAddress();
        NetworkPrefix network = NetworkPrefix.of(host);
        pending.put(conversation, new Pending(link, network));
        int ofNetwork = perNetwork.merge(network, 1, Integer::sum);
        if (ofNetwork > Admission.MAX_PER_HOST && !host.isLoopbackAddress()) {
            return oldestOf(network);
        }
        return pending.size() > MAX_PENDING ? oldestOf(mostCrowded()) : Optional.empty();
    }

    private NetworkPrefix mostCrowded() {
        return perNetwork.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    private Optional<Conversation> oldestOf(NetworkPrefix network) {
        Optional<Conversation> oldest = pending.entrySet().stream()
                .filter(entry -> entry.getValue().network().equals(network))
                .map(Map.Entry::getKey)
                .findFirst();
        oldest.ifPresent(this::remove);
        return oldest;
    }

    void remove(Conversation conversation) {
        Pending gone = pending.remove(conversation);
        if (gone != null) {
            perNetwork.computeIfPresent(gone.network(), PendingConnections::oneLess);
        }
    }

    private static @Nullable Integer oneLess(NetworkPrefix network, Integer count) {
        return count > 1 ? count - 1 : null;
    }
}
