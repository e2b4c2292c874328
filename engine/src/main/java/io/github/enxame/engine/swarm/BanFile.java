package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.swarm.Bans.Ban;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Where {@link Bans} are kept between runs: {@code RECORDS/bans}, or nowhere. The file, big-endian: 8 letters {@code
 * ENXBANS1}, the number of bans, for each the 20 bytes of the info-hash, the length of the address and its bytes, and its end
 * in milliseconds since 1970; then a CRC-32C of all that. A file that is not whole is as good as none.
 */
public final class BanFile {
    private static final System.Logger LOG = System.getLogger(BanFile.class.getName());
    private static final byte[] LETTERS = "ENXBANS1".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 20;
    private static final int LONGEST_BAN = HASH + 1 + 16 + 8;
    private static final int LONGEST = LETTERS.length + 4 + Bans.MAX * LONGEST_BAN + 4;

    private final Disk disk;
    private final Optional<Path> file;

    /** The file in a folder, which may not exist; or none. */
    public BanFile(Disk disk, Optional<Path> folder) {
        this.disk = disk;
        this.file = folder.map(records -> records.resolve("bans"));
    }

    /** Reads it on a lane of the disk, and tells {@code found} there what it holds, if anything. */
    void read(Consumer<Map<Ban, Long>> found) {
        file.ifPresent(path -> disk.submit(disk.lanes() - 1, () -> {
            try {
                long length = disk.look(path).length();
                if (length > 0 && length <= LONGEST) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) length);
                    try (Content content = disk.openExisting(path)) {
                        content.read(bytes, 0);
                    }
                    decode(bytes.flip()).ifPresent(found);
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, path + " cannot be read, so nobody is banned: " + e);
            }
        }));
    }

    /** Writes it on a lane of the disk, in place of an older one. */
    void write(Map<Ban, Long> bans) {
        file.ifPresent(path -> disk.submit(disk.lanes() - 1, () -> {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            try {
                disk.delete(fresh);
                try (Content content = disk.openOrCreate(fresh)) {
                    content.write(encode(bans), 0);
                }
                disk.delete(path);
                disk.move(fresh, path);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, path + " cannot be written: " + e);
            }
        }));
    }

    static ByteBuffer encode(Map<Ban, Long> bans) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST);
        out.put(LETTERS).putInt(bans.size());
        bans.forEach((ban, end) -> {
            byte[] torrent = ban.torrent().bytes();
            byte[] host = ban.host().getAddress();
            out.put(torrent).put((byte) host.length).put(host).putLong(end);
        });
        return out.putInt(checksum(out.duplicate().flip())).flip();
    }

    static Optional<Map<Ban, Long>> decode(ByteBuffer bytes) {
        int end = bytes.limit() - 4;
        if (end < LETTERS.length || bytes.getInt(end) != checksum(bytes.slice(0, end))) {
            return Optional.empty();
        }
        try {
            if (!ByteBuffer.wrap(take(bytes, LETTERS.length)).equals(ByteBuffer.wrap(LETTERS))) {
                return Optional.empty();
            }
            Map<Ban, Long> bans = new LinkedHashMap<>();
            for (int left = bytes.getInt(); left > 0; left--) {
                InfoHash torrent = InfoHash.v1(take(bytes, HASH));
                bans.put(new Ban(torrent, InetAddress.getByAddress(take(bytes, bytes.get()))), bytes.getLong());
            }
            return Optional.of(bans);
        } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        byte[] taken = new byte[Math.max(0, length)];
        bytes.get(taken);
        return taken;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
