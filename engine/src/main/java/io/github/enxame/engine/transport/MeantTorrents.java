package io.github.enxame.engine.transport;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.mse.MseHashes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The torrents that encrypted links may mean. Such a link names its torrent by a hash of the info-hash; all are kept here,
 * so that a stranger's guess costs one look-up however many torrents there are. Safe for use from any thread.
 */
final class MeantTorrents {
    private final Map<Id20, byte[]> byHash = new ConcurrentHashMap<>();

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
        return Optional.ofNullable(byHash.get(Id20.of(hash)));
    }

    private static Id20 key(byte[] infoHash) {
        return Id20.of(MseHashes.req2(infoHash));
    }
}
