package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two trackers from using one data folder, and tells what the folder's file system can do. The system lets go of it
 * when the process ends, however it ends.
 */
final class CatalogueLock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CatalogueLock.class.getName());
    static final String FILE_NAME = "catalogue.lock";

    private final FileChannel channel;
    private final boolean locks;
    private final boolean syncs;

    private CatalogueLock(FileChannel channel, boolean locks, boolean syncs) {
        this.channel = channel;
        this.locks = locks;
        this.syncs = syncs;
    }

    /**
     * Takes the folder, which is there.
     *
     * @throws CatalogueException where another tracker has it, or the folder cannot be written to
     */
    static CatalogueLock take(Path folder) throws CatalogueException {
        Path file = folder.resolve(FILE_NAME);
        FileChannel channel = null;
        boolean taken = false;
        try {
            var _ = OwnerOnlyFiles.create(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            CatalogueLock lock = new CatalogueLock(channel, locks(channel, folder), syncs(channel, folder));
            taken = true;
            return lock;
        } catch (OverlappingFileLockException e) {
            throw inUse(folder);
        } catch (IOException e) {
            throw new CatalogueException(
                    Reason.STORAGE,
                    "The data folder " + folder + " cannot be written to" + OwnerOnlyFiles.why(e)
                            + "; check its permissions, or name another one with --data.",
                    e);
        } finally {
            if (!taken && channel != null) {
                close(channel);
            }
        }
    }

    private static boolean locks(FileChannel channel, Path folder) throws CatalogueException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The file system of " + folder + " has no locks (" + e.getMessage()
                            + "): nothing keeps a second tracker from using it. Start only one.");
            return false;
        }
        if (lock == null) {
            throw inUse(folder);
        }
        return true;
    }

    private static boolean syncs(FileChannel channel, Path folder) throws IOException {
        try {
            channel.force(true);
            return true;
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (why.contains("invalid argument") || why.contains("not supported") || why.contains("not implemented")) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The file system of " + folder + " cannot be told to write to the disk (" + e.getMessage()
                                + "): what was published last may be lost if the computer stops.");
                return false;
            }
            throw e;
        }
    }

    private static CatalogueException inUse(Path folder) {
        return new CatalogueException(
                Reason.IN_USE,
                "The catalogue in " + folder
                        + " is open: another tracker is using it. Stop that one, or give this one another data folder.");
    }

    /** The same lock of a file system that can do less. */
    CatalogueLock without(boolean ofLocks, boolean ofSyncs) {
        return new CatalogueLock(channel, locks && !ofLocks, syncs && !ofSyncs);
    }

    /** Whether the file system keeps a second program out. */
    boolean locks() {
        return locks;
    }

    /** Whether the file system writes to the disk when it is told to. */
    boolean syncs() {
        return syncs;
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The lock of a catalogue did not close", e);
        }
    }
}
