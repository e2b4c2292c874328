package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;

/** A peer of one swarm as it last announced itself. */
final class TrackedPeer {
    final PeerAddress address;
    /** Where it stands in its {@link PeerBag}. */
    int index;

    boolean seed;
    /** Whether it has everything and takes requests along with the handshake. */
    boolean prompt;

    boolean completed;
    long seenNanos;
    private Id20 id;
    private String key;

    TrackedPeer(PeerAddress address, AnnounceRequest request) {
        this.address = address;
        this.id = request.peerId();
        this.key = request.key();
    }

    /** Somebody behind the same address may have the same port by chance or malice: only the same program may leave. */
    boolean sameProgram(AnnounceRequest request) {
        return id.equals(request.peerId()) || (!key.isEmpty() && key.equals(request.key()));
    }

    /** A program that was started again has another id: it takes the place of what it was, and may complete again. */
    void renew(AnnounceRequest request, long nowNanos) {
        if (!sameProgram(request)) {
            completed = false;
        }
        id = request.peerId();
        key = request.key();
        prompt = request.promptSeed();
        seenNanos = nowNanos;
    }
}
