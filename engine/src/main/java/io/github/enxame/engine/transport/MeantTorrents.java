package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.MseHashes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The torrents that encrypted links may mean. Such a link names its torrent by a hash of the info-hash; all are kept here,
 * so that a stranger's guess costs one look-up however many torrents there are. Safe for use from any thread.
 */
final class MeantTorrents {
    private final Map<ByteBuffer, byte[]> byHash = new ConcurrentHashMap<>();

    void add(byte[] infoHash) {
        byHash.put(key(infoHash), infoHash.clone());
    }

    void remove(byte[] infoHash) {
        byHash.remove(key(infoHash));
    }

    boolean isEmpty() {
        return byHash.isEmpty();
    }

    /** The info-hash of the torrent with this {@link MseHashes#req2} hash, if it is here. */
    Optional<byte[]> find(byte[] hash) {
        return Optional.ofNullable(byHash.get(ByteBuffer.wrap(hash)));
    }

    private static ByteBuffer key(byte[] infoHash) {
        return ByteBuffer.wrap(MseHashes.req2(infoHash));
    }
}
