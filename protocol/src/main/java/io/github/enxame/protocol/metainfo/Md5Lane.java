package io.github.enxame.protocol.metainfo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The MD5 of a single file. */
final class Md5Lane implements HashLane {
    private final MessageDigest md5 = Digests.md5();
    private long missing;

    Md5Lane(long length) {
        missing = length;
    }

    @Override
    public void update(ByteBuffer bytes) {
        missing -= bytes.remaining();
        FileWalk.requireNotMore(missing);
        md5.update(bytes.duplicate());
    }

    String finish() {
        FileWalk.requireNoneMissing(missing);
        return HexFormat.of().formatHex(md5.digest());
    }
}
