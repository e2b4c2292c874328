package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file {@code RECORDS/INFOHASH.verified} that vouches for a finished torrent: where its files lie, how long they are and
 * when their content and anything of them last changed. While that holds they need not be hashed again.
 *
 * <p>The file, big-endian: 8 letters {@code ENXDONE2}, the length of the path and the path in UTF-8, the number of files,
 * for each its length and both times of change, and a CRC-32C of all that.
 */
final class FinishedRecord {
    private static final System.Logger LOGGER = System.getLogger(FinishedRecord.class.getName());
    private static final byte[] LETTERS = "ENXDONE2".getBytes(StandardCharsets.US_ASCII);

    private final Disk disk;
    private final Path file;

    /** The record of a torrent, which may not exist. */
    FinishedRecord(Disk disk, Path folder, InfoHash infoHash) {
        this.disk = disk;
        this.file = folder.resolve(infoHash.hex() + ".verified");
    }

    /** Whether it vouches for a torrent at this place whose files look like this. */
    boolean vouchesFor(Path whole, List<FileFacts> files) {
        byte[] expected = encode(whole, files);
        try {
            if (disk.look(file).length() != expected.length) {
                return false;
            }
            byte[] found = new byte[expected.length];
            try (Content content = disk.openExisting(file)) {
                content.read(ByteBuffer.wrap(found), 0);
            }
            return Arrays.equals(found, expected);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, file + " cannot be read, so the files are hashed again: " + e);
            return false;
        }
    }

    /** Writes it, in place of an older one. That it cannot be written costs only time at the next start. */
    void write(Path whole, List<FileFacts> files) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            disk.delete(fresh);
            try (Content content = disk.createPrivate(fresh)) {
                content.write(ByteBuffer.wrap(encode(whole, files)), 0);
            }
            disk.delete(file);
            disk.move(fresh, file);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, file + " cannot be written: " + e);
        }
    }

    private static byte[] encode(Path whole, List<FileFacts> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            byte[] path = whole.toString().getBytes(StandardCharsets.UTF_8);
            out.write(LETTERS);
            out.writeInt(path.length);
            out.write(path);
            out.writeInt(files.size());
            for (FileFacts facts : files) {
                out.writeLong(facts.length());
                out.writeLong(facts.changedNanos());
                out.writeLong(facts.statusNanos());
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes.toByteArray());
            out.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
