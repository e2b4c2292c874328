package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.protocol.announce.NetworkPrefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may have one more buffer for a block to be sent. Half of the pool is for that; once half of this half is out, a network
 * may hold no more than is still free, so that any number of its peers that do not read leave some for others: one such network
 * gets a half, five get a sixth each. Good for one turn of the loop. Owned by the loop.
 */
final class UploadShares {
    /** One part in so many of the pool is for what is sent: slow takers must not stop a download. */
    static final int MAX_UPLOAD_PART_OF_BUFFERS = 2;

    private final BufferPool buffers;
    private final Room room;
    private Optional<Map<NetworkPrefix, Integer>> byNetwork = Optional.empty();

    UploadShares(BufferPool buffers, Room room) {
        this.buffers = buffers;
        this.room = room;
    }

    /** Whether so much is out that nobody may keep it without using it. */
    static boolean isScarce(BufferPool buffers) {
        return buffers.leased() >= uploads(buffers) / 2;
    }

    /** Whether a peer may have one more. */
    boolean mayLease(PeerSession session) {
        if (!isScarce(buffers)) {
            return true;
        }
        int free = uploads(buffers) - buffers.leased();
        return held().getOrDefault(session.network(), 0) < free;
    }

    /** A peer got one more. */
    void leased(PeerSession session) {
        byNetwork.ifPresent(held -> held.merge(session.network(), 1, Integer::sum));
    }

    private Map<NetworkPrefix, Integer> held() {
        if (byNetwork.isEmpty()) {
            Map<NetworkPrefix, Integer> held = new HashMap<>();
            for (PeerSession session : room.sessions()) {
                int count = session.link().queuedBlocks() + session.uploads().buffersReading();
                if (count > 0) {
                    held.merge(session.network(), count, Integer::sum);
                }
            }
            byNetwork = Optional.of(held);
        }
        return byNetwork.get();
    }

    private static int uploads(BufferPool buffers) {
        return buffers.capacity() / MAX_UPLOAD_PART_OF_BUFFERS;
    }
}
