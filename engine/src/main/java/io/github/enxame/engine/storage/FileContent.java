package io.github.enxame.engine.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file of the real file system. */
final class FileContent implements Content {
    /** The files that are claimed in this process, where the file system has no locks. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private static final AtomicBoolean WARNED_OF_LOCKS = new AtomicBoolean();
    private static final AtomicBoolean WARNED_OF_FORCE = new AtomicBoolean();

    private final Path path;
    private final FileChannel channel;
    private final NewNames newNames;
    private boolean lockedHere;

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
        try {
            channel.force(false);
        } catch (IOException e) {
            if (!isUnsupported(e)) {
                throw e;
            }
            warn(
                    WARNED_OF_FORCE,
                    "cannot be forced to the medium there (" + e.getMessage()
                            + "). The download goes on; after a crash of this computer it may have to be checked again.");
        }
        newNames.force(path);
    }

    /** Some file systems of networks and of user space know no fsync, and then say so; a medium that fails says otherwise. */
    private static boolean isUnsupported(IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("invalid argument")
                || words.contains("not supported")
                || words.contains("not implemented");
    }

    private void warn(AtomicBoolean warned, String what) {
        if (warned.compareAndSet(false, true)) {
            System.getLogger(FileContent.class.getName()).log(System.Logger.Level.WARNING, path + " " + what);
        }
    }

    @Override
    public boolean tryLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException noLocks) {
            // A file that somebody else has locked is no error: this file system cannot lock, or not now.
            lockedHere = LOCKED_HERE.add(path);
            if (lockedHere) {
                warn(
                        WARNED_OF_LOCKS,
                        "cannot be locked there (" + noLocks.getMessage()
                                + "). The download goes on; do not start it in another program at the same time.");
            }
            return lockedHere;
        }
    }

    @Override
    public void close() throws IOException {
        if (lockedHere) {
            lockedHere = false;
            LOCKED_HERE.remove(path);
        }
        channel.close();
    }
}
