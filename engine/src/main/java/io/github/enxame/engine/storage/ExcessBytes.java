package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps what a file has beyond the length that its torrent gives it, so that it can be cut without a loss: beside it, under
 * its name with {@code .rest} added. Zeros alone are not kept, as programs that make files in advance leave them.
 */
final class ExcessBytes {
    private static final String ENDING = ".rest";
    private static final int BUFFER_BYTES = 1 << 16;

    private final StoredTorrent torrent;

    ExcessBytes(StoredTorrent torrent) {
        this.torrent = torrent;
    }

    /**
     * Copies what follows {@code length} in a file, and cuts the file there once the copy is durable. A file that is not
     * longer is left as it is.
     */
    void cut(Path file, long length) throws IOException, StoreException {
        Disk disk = torrent.disk();
        Path folder = torrent.places().folder();
        try (Content content = disk.openBelow(folder, file, Disk.Use.WRITE)) {
            if (content.length() <= length) {
                return;
            }
            long first = firstNotZero(content, length);
            if (first < content.length()) {
                Path rest = unused(file);
                try (Content kept = disk.openBelow(folder, rest, Disk.Use.CREATE)) {
                    copy(content, length, kept);
                    kept.force();
                }
                System.getLogger(ExcessBytes.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                file + " was longer than \"" + torrent.name() + "\" says. What was cut off is kept: "
                                        + rest);
            }
            content.resize(length);
        }
    }

    private static long firstNotZero(Content content, long from) throws IOException {
        long end = content.length();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = from; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
            content.read(buffer, at);
            for (int i = 0; i < buffer.limit(); i++) {
                if (buffer.get(i) != 0) {
                    return at + i;
                }
            }
        }
        return end;
    }

    private static void copy(Content from, long start, Content to) throws IOException {
        long end = from.length();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = start; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
            from.read(buffer, at);
            buffer.flip();
            to.write(buffer, at - start);
        }
    }

    /** A name that nothing has and no file of the torrent will have. */
    private Path unused(Path file) throws IOException, StoreException {
        Set<Path> torrents = new HashSet<>();
        Places places = torrent.places();
        for (int other : places.stored()) {
            torrents.add(places.file(places.whole(), other));
            torrents.add(places.file(places.part(), other));
        }
        for (int number = 1; ; number++) {
            Path name = file.resolveSibling(file.getFileName() + ENDING + (number == 1 ? "" : "-" + number));
            if (!torrents.contains(name) && torrent.disk().look(name).kind() == FileFacts.Kind.NOTHING) {
                return name;
            }
        }
    }
}
