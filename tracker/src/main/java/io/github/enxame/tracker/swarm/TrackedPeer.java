package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A peer of one swarm as it last announced itself. */
final class TrackedPeer extends KeyedTable.Entry<TrackedPeer> {
    final Swarm swarm;
    final PeerAddress address;
    final PeerGroup host;
    final PeerGroup network;
    final PeerGroup hostInSwarm;
    /** For each kind of group, who is before and who is behind. */
    private final @Nullable TrackedPeer[] neighbours = new TrackedPeer[2 * PeerGroup.Kind.COUNT];
    /** Where it stands in its {@link PeerBag}. */
    int index;

    boolean seed;
    /** Whether it has everything and takes requests along with the handshake. */
    boolean prompt;

    boolean completed;
    long seenNanos;
    /** The end of the peer's id, which programs draw at random. */
    private long program;
    /** Of the peer's secret; 0 for none. */
    private int keyHash;

    TrackedPeer(
            int hash,
            Swarm swarm,
            PeerAddress address,
            PeerGroup host,
            PeerGroup network,
            PeerGroup hostInSwarm,
            AnnounceRequest request) {
        super(hash);
        this.swarm = swarm;
        this.address = address;
        this.host = host;
        this.network = network;
        this.hostInSwarm = hostInSwarm;
        this.program = program(request);
        this.keyHash = keyHash(request);
    }

    private static long program(AnnounceRequest request) {
        return ByteBuffer.wrap(request.peerId().bytes()).getLong(Id20.LENGTH - Long.BYTES);
    }

    private static int keyHash(AnnounceRequest request) {
        return request.key().hashCode();
    }

    /** Somebody behind the same address may have the same port by chance or malice: only the same program may leave. */
    boolean sameProgram(AnnounceRequest request) {
        return program == program(request) || (keyHash != 0 && keyHash == keyHash(request));
    }

    /** A program that was started again has another id: it takes the place of what it was, and may complete again. */
    void renew(AnnounceRequest request, long nowNanos) {
        if (!sameProgram(request)) {
            completed = false;
        }
        program = program(request);
        keyHash = keyHash(request);
        prompt = request.promptSeed();
        seenNanos = nowNanos;
    }

    @Nullable TrackedPeer older(PeerGroup.Kind kind) {
        return neighbours[2 * kind.index];
    }

    void older(PeerGroup.Kind kind, @Nullable TrackedPeer peer) {
        neighbours[2 * kind.index] = peer;
    }

    @Nullable TrackedPeer newer(PeerGroup.Kind kind) {
        return neighbours[2 * kind.index + 1];
    }

    void newer(PeerGroup.Kind kind, @Nullable TrackedPeer peer) {
        neighbours[2 * kind.index + 1] = peer;
    }
}
