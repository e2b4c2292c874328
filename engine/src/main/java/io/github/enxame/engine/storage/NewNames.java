package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files made here whose names have not reached the medium yet: forcing a file's bytes does not promise that its folder
 * still lists it after a crash. Safe for use from any thread.
 */
final class NewNames {
    private static final System.Logger LOGGER = System.getLogger(NewNames.class.getName());

    private final ConcurrentHashMap<Path, Path> oldestFolders = new ConcurrentHashMap<>();

    /** Notes a new file, and the deepest folder above it that had been there before. */
    void add(Path file, Path oldestFolder) {
        oldestFolders.put(file, oldestFolder);
    }

    /** Makes a file's name durable, if it is new. */
    void force(Path file) {
        Path oldest = oldestFolders.get(file);
        if (oldest == null) {
            return;
        }
        Path folder = file;
        do {
            folder = folder.getParent();
            forceFolder(folder);
        } while (folder != null && !folder.equals(oldest));
        oldestFolders.remove(file);
    }

    /** Forgets a file, or a folder's files, that have gone from there. */
    void remove(Path root) {
        if (!oldestFolders.isEmpty()) {
            oldestFolders.keySet().removeIf(file -> file.startsWith(root));
        }
    }

    /** Makes the names in a folder durable. Systems that cannot (Windows) order them by themselves. */
    static void forceFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the names in " + folder + " cannot be forced", e);
        }
    }
}
