package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;

/**
 * A walk of hash functions over the bytes of all files, or of some pieces, in order. Lanes share nothing that changes, so that
 * each may run on a thread of its own; one lane belongs to one thread at a time.
 */
public interface HashLane {
    /**
     * Hashes what remains in {@code bytes}, in runs of any size, and leaves its position alone.
     *
     * @throws IllegalStateException if the files have fewer bytes
     */
    void update(ByteBuffer bytes);
}
