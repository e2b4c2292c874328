package io.github.enxame.engine.discovery;

import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.NamedPeer;
import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks up the peers that a tracker names by a host name (BEP 3), side by side. A name that is not found in time is left out.
 * Blocks its thread, for at most {@link #LOOKUP_TIMEOUT_SECONDS}.
 */
final class NamedPeerLookup {
    /** How long a look-up may take, in seconds. */
    static final int LOOKUP_TIMEOUT_SECONDS = 5;

    /** Most addresses of one name that are used. */
    static final int MAX_ADDRESSES = 2;

    private NamedPeerLookup() {}

    /** The reply with addresses in place of names. */
    static AnnounceReply lookUp(AnnounceReply reply) {
        if (!(reply instanceof AnnounceReply.Peers peers) || peers.named().isEmpty()) {
            return reply;
        }
        List<CompletableFuture<List<PeerAddress>>> lookUps =
                peers.named().stream().map(NamedPeerLookup::begin).toList();
        List<PeerAddress> found = new ArrayList<>();
        lookUps.forEach(lookUp -> found.addAll(lookUp.join()));
        return peers.found(found);
    }

    private static CompletableFuture<List<PeerAddress>> begin(NamedPeer peer) {
        CompletableFuture<List<PeerAddress>> result = new CompletableFuture<>();
        Thread.ofVirtual().name("peer-look-up").start(() -> result.complete(addresses(peer)));
        return result.completeOnTimeout(List.of(), LOOKUP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static List<PeerAddress> addresses(NamedPeer peer) {
        try {
            List<PeerAddress> addresses = new ArrayList<>();
            for (InetAddress address : HostLookup.addresses(peer.host())) {
                if (addresses.size() < MAX_ADDRESSES) {
                    addresses.add(new PeerAddress(address, peer.port()));
                }
            }
            return addresses;
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
