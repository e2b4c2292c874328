package io.github.enxame.engine.transport;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes room for an accepted connection when there are as many links as there may be: the oldest link whose handshake has
 * not come, of the network that has most such links, is ended. Runs on the thread that accepts.
 */
final class LinkEviction {
    private LinkEviction() {}

    /** Returns whether fewer than {@code most} of these links are open afterwards. */
    static boolean makeRoom(Collection<TcpLink> links, int most) {
        int open = 0;
        Map<NetworkPrefix, Integer> silent = new HashMap<>();
        for (TcpLink link : links) {
            open += link.isOpen() ? 1 : 0;
            if (link.awaitsHandshake()) {
                silent.merge(networkOf(link), 1, Integer::sum);
            }
        }
        if (open < most) {
            return true;
        }
        Optional<NetworkPrefix> crowded =
                silent.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        Optional<TcpLink> oldest = crowded.flatMap(network -> links.stream()
                .filter(link -> link.awaitsHandshake() && networkOf(link).equals(network))
                .min(Comparator.comparingLong(TcpLink::openedNanos)));
        oldest.ifPresent(link -> link.end("it was silent, and made room for another connection"));
        return oldest.isPresent();
    }

    private static NetworkPrefix networkOf(TcpLink link) {
        return NetworkPrefix.of(link.remote().getAddress());
    }
}
