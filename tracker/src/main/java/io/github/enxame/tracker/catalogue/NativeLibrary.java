package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps SQLite's native library in a folder of our own, one file that each start uses again, so that neither a full or
 * read-only folder for temporary files nor one that allows no programs matters, and nothing is left there.
 */
final class NativeLibrary {
    private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    /** Where the driver looks for what it left, even when it is to leave nothing: it tells of a folder that is not there. */
    private static final String TEMPORARY_PROPERTY = "org.sqlite.tmpdir";

    static final String FOLDER = "lib";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library, once for the whole process, from {@code folder} or, where that allows no programs, from a folder for
     * temporary files.
     *
     * @throws CatalogueException where no folder allows it; it names each and why
     */
    static synchronized void load(Path folder) throws CatalogueException {
        if (loaded) {
            return;
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        if (System.getProperty(PATH_PROPERTY) == null && NativeLibrary.class.getResource(resource) != null) {
            List<String> refusals = new ArrayList<>();
            if (!loadFrom(folder.resolve(FOLDER), resource, refusals) && !loadFromTemporary(resource, refusals)) {
                throw new CatalogueException(
                        Reason.STORAGE,
                        "SQLite, which keeps the catalogue, cannot be started: " + String.join("; ", refusals)
                                + ". Allow programs in one of these folders (they may be mounted noexec), or name another"
                                + " data folder with --data.");
            }
        }
        loaded = true;
    }

    private static boolean loadFromTemporary(String resource, List<String> refusals) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            Path own = Files.createTempDirectory(folder, "enxame-sqlite-");
            try {
                return loadFrom(own, resource, refusals);
            } finally {
                // What is loaded stays in memory; a system that keeps the file open keeps it until the process ends.
                deleteQuietly(own.resolve(LibraryLoaderUtil.getNativeLibName()));
                deleteQuietly(own);
            }
        } catch (IOException e) {
            refusals.add(folder + OwnerOnlyFiles.why(e));
            return false;
        }
    }

    @SuppressWarnings("restricted") // The program is started with --enable-native-access.
    private static boolean loadFrom(Path folder, String resource, List<String> refusals) {
        try {
            OwnerOnlyFiles.createFolders(folder);
            Path library = keep(folder, resource);
            System.load(library.toString());
            System.setProperty(PATH_PROPERTY, folder.toString());
            System.setProperty(NAME_PROPERTY, library.getFileName().toString());
            System.setProperty(TEMPORARY_PROPERTY, folder.toString());
            if (SQLiteJDBCLoader.initialize()) {
                return true;
            }
            refusals.add(library + " is not used by the driver");
        } catch (IOException e) {
            refusals.add(folder + " cannot be written to" + OwnerOnlyFiles.why(e));
        } catch (UnsatisfiedLinkError e) {
            refusals.add(folder + " allows no programs (" + lastPart(String.valueOf(e.getMessage())) + ")");
        } catch (Exception e) {
            refusals.add(folder + ": " + e.getMessage());
        }
        System.clearProperty(PATH_PROPERTY);
        System.clearProperty(NAME_PROPERTY);
        System.clearProperty(TEMPORARY_PROPERTY);
        return false;
    }

    private static String lastPart(String message) {
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }

    /** The library as a file: the one that is there, if it is the same byte for byte, else written anew in one step. */
    private static Path keep(Path folder, String resource) throws IOException {
        Path library = folder.toAbsolutePath().resolve(LibraryLoaderUtil.getNativeLibName());
        byte[] bytes;
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NoSuchFileException(resource);
            }
            bytes = in.readAllBytes();
        }
        if (!Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(Files.readAllBytes(library), bytes)) {
            OwnerOnlyFiles.write(library, bytes);
        }
        return library;
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, path + " could not be deleted", e);
        }
    }
}
