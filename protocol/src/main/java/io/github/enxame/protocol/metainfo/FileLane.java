package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One digest of the whole of a single file. */
final class FileLane implements HashLane {
    private final MessageDigest digest;
    private long missing;

    FileLane(MessageDigest digest, long length) {
        this.digest = digest;
        missing = length;
    }

    @Override
    public void update(ByteBuffer bytes) {
        missing -= bytes.remaining();
        if (missing < 0) {
            throw LaneErrors.grown();
        }
        digest.update(bytes.duplicate());
    }

    String finish() {
        if (missing != 0) {
            throw LaneErrors.shrunk();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
