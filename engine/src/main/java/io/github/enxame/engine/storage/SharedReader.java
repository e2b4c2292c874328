package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a new torrent is made of as one row of bytes, one file after the other, from anywhere in it. One file is
 * open at a time. Belongs to one thread at a time, which should be a platform thread.
 */
final class SharedReader implements AutoCloseable {
    /** The JDK reads into memory of its own and copies from there: more at once would not stay in the core's cache meanwhile. */
    private static final int READ_BYTES = 64 << 10;

    private final SharedFiles shared;
    private final List<NewFile> files;
    private int file;
    private long start;
    private @Nullable FileChannel channel;

    /**
     * @param shared where the files lie
     * @param files the order in which they are read
     */
    SharedReader(SharedFiles shared, List<NewFile> files) {
        this.shared = shared;
        this.files = files;
    }

    /**
     * Fills {@code bytes} from {@code offset} on.
     *
     * @throws StoreException if a file cannot be read or has become shorter, or the thread is interrupted
     */
    void read(long offset, ByteBuffer bytes) throws StoreException {
        long at = offset;
        while (bytes.hasRemaining()) {
            seek(at);
            NewFile from = files.get(file);
            int wanted = (int) Math.min(READ_BYTES, Math.min(start + from.length() - at, bytes.remaining()));
            ByteBuffer part = bytes.slice(bytes.position(), wanted);
            try {
                if (opened(from).read(part, at - start) < 0) {
                    throw shared.changed(from);
                }
            } catch (IOException e) {
                throw failure(e, from);
            }
            bytes.position(bytes.position() + part.position());
            at += part.position();
        }
    }

    /** Makes the file that has the byte at {@code offset} the current one. */
    private void seek(long offset) throws StoreException {
        while (offset < start) {
            close();
            start -= files.get(--file).length();
        }
        while (offset >= start + files.get(file).length()) {
            close();
            start += files.get(file++).length();
        }
    }

    private FileChannel opened(NewFile from) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(shared.path(from), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            channel = open;
        }
        return open;
    }

    private StoreException failure(IOException cause, NewFile from) {
        Path path = shared.path(from);
        return cause instanceof ClosedByInterruptException
                ? StoreErrors.interrupted(path, cause)
                : StoreErrors.ofReading(cause, path);
    }

    @Override
    public void close() throws StoreException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw failure(e, files.get(file));
            }
        }
    }
}
