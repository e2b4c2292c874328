package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.NetworkPrefix;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how often the hosts of one network are dialled that never proved to be peers, all torrents together: nobody scans a
 * host, or has it flooded, by naming many of its ports. A dial that leads to a peer is given back. Owned by the loop.
 */
final class DialBudget {
    /** Most dials to one network (IPv4 address, IPv6 /64) that led to no peer; one a minute is forgotten. */
    static final int MAX_UNPROVEN = 40;

    /** The same up to which addresses are dialled that only other peers or a torrent's list name. */
    static final int MAX_UNPROVEN_HEARSAY = 10;

    /** The same for the network around it (IPv4 /24, IPv6 /48), for each of the above; as many are forgotten. */
    static final int MAX_WIDE_FACTOR = 4;

    /** Most networks that are remembered. */
    static final int MAX_NETWORKS = 4_096;

    /** How long until one dial is forgotten. */
    static final long REFILL_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final class Spent {
        double dials;
        long asOfNanos;
    }

    /** The one that was dialled longest ago comes first. */
    private final Map<NetworkPrefix, Spent> spent = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether a host may be dialled now that has not proved to be a peer; the dial counts. */
    boolean take(InetAddress host, PeerSource source, long nowNanos) {
        Spent narrow = spent(NetworkPrefix.of(host), 1, nowNanos);
        Spent wide = spent(NetworkPrefix.wide(host), MAX_WIDE_FACTOR, nowNanos);
        boolean trusted = source == PeerSource.TRACKER || source == PeerSource.LOCAL;
        int most = trusted ? MAX_UNPROVEN : MAX_UNPROVEN_HEARSAY;
        if (narrow.dials + 1 > most || wide.dials + 1 > most * MAX_WIDE_FACTOR) {
            return false;
        }
        narrow.dials++;
        wide.dials++;
        return true;
    }

    private Spent spent(NetworkPrefix network, int perInterval, long nowNanos) {
        Spent made = spent.computeIfAbsent(network, _ -> new Spent());
        double forgotten = (double) (nowNanos - made.asOfNanos) / REFILL_INTERVAL_NANOS * perInterval;
        made.dials = Math.max(0, made.dials - forgotten);
        made.asOfNanos = nowNanos;
        Iterator<NetworkPrefix> oldest = spent.keySet().iterator();
        while (spent.size() > MAX_NETWORKS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        return made;
    }

    /** Whether a peer may be dialled now; the dial counts, unless the peer was dialled with success before. */
    boolean take(PeerRecord peer, long nowNanos) {
        InetAddress host = peer.address().getAddress();
        return host == null
                || peer.retries().isTrusted()
                || take(host, peer.retries().source(), nowNanos);
    }

    /** A dial led to a peer. */
    void proved(PeerRecord peer, long nowNanos) {
        InetAddress host = peer.address().getAddress();
        if (host != null && !peer.retries().isTrusted()) {
            giveBack(host, nowNanos);
        }
        peer.retries().prove();
    }

    private void giveBack(InetAddress host, long nowNanos) {
        Spent narrow = spent(NetworkPrefix.of(host), 1, nowNanos);
        Spent wide = spent(NetworkPrefix.wide(host), MAX_WIDE_FACTOR, nowNanos);
        narrow.dials = Math.max(0, narrow.dials - 1);
        wide.dials = Math.max(0, wide.dials - 1);
    }
}
