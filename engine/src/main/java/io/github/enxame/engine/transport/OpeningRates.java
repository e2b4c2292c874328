package io.github.enxame.engine.transport;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many encrypted connections strangers may open in a second, as each costs a key exchange whether it leads anywhere
 * or not; other programs of this machine may open as many as they want. Safe for use from any thread.
 */
final class OpeningRates {
    /** Most that one network opens in a second. */
    static final int MAX_OF_NETWORK_PER_SECOND = 20;

    /** Most that all networks open in a second together, some fifth of a processor. */
    static final int MAX_PER_SECOND = 500;

    private static final long SECOND_NANOS = 1_000_000_000L;

    // Guarded by this; no larger than the most of a second.
    private final Map<NetworkPrefix, Integer> ofNetwork = new HashMap<>();
    private long second;
    private int all;

    /** Whether one more may be opened from there; counts it. */
    synchronized boolean admits(InetAddress from, long nowNanos) {
        if (from.isLoopbackAddress()) {
            return true;
        }
        long now = Math.floorDiv(nowNanos, SECOND_NANOS);
        if (now != second) {
            second = now;
            all = 0;
            ofNetwork.clear();
        }
        NetworkPrefix network = NetworkPrefix.of(from);
        int before = ofNetwork.getOrDefault(network, 0);
        if (all == MAX_PER_SECOND || before == MAX_OF_NETWORK_PER_SECOND) {
            return false;
        }
        ofNetwork.put(network, before + 1);
        all++;
        return true;
    }
}
