package io.github.enxame.engine.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** A file of the real file system. */
final class FileContent implements Content {
    private final Path path;
    private final FileChannel channel;
    private final NewNames newNames;

    /** Takes over the open channel of a file, named by its absolute path. */
    FileContent(Path path, FileChannel channel, NewNames newNames) {
        this.path = path;
        this.channel = channel;
        this.newNames = newNames;
    }

    @Override
    public void write(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
    }

    @Override
    public void write(ByteBuffer[] data, long position) throws IOException {
        channel.position(position);
        while (data[data.length - 1].hasRemaining()) {
            channel.write(data);
        }
    }

    @Override
    public void read(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            int count = channel.read(data, at);
            if (count < 0) {
                throw new EOFException(path + " ends at byte " + at);
            }
            at += count;
        }
    }

    @Override
    public void read(ByteBuffer[] data, long position) throws IOException {
        channel.position(position);
        while (data[data.length - 1].hasRemaining()) {
            if (channel.read(data) < 0) {
                throw new EOFException(path + " ends at byte " + channel.position());
            }
        }
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public void resize(long length) throws IOException {
        long now = channel.size();
        if (length < now) {
            channel.truncate(length);
        } else if (length > now) {
            // One byte at the end grows the file without writing what lies between.
            write(ByteBuffer.allocate(1), length - 1);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
        newNames.force(path);
    }

    @Override
    public boolean tryLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
