package io.github.enxame.tracker.catalogue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and folders that only their owner may read, where the file system knows owners. */
public final class OwnerOnlyFiles {
    private static final System.Logger LOG = System.getLogger(OwnerOnlyFiles.class.getName());

    private OwnerOnlyFiles() {}

    private static FileAttribute<?>[] mode(Path path, String mode) throws IOException {
        Path nearest = path.toAbsolutePath();
        while (nearest.getParent() != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return Files.getFileStore(nearest).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Makes a folder and those above it that are not there. */
    public static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, mode(folder, "rwx------"));
    }

    /**
     * Makes an empty file, or takes the rights of other users away from the one that is there.
     *
     * @return whether it was made
     */
    public static boolean create(Path file) throws IOException {
        try {
            Files.createFile(file, mode(file, "rw-------"));
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
            tighten(file, "rw-------");
            return false;
        }
    }

    /**
     * Takes the rights of other users away from a folder and the files in it, where all that is in it bears one of
     * {@code names}; a folder that holds something else too is shared, and only those files of it are changed.
     */
    static void tightenFolder(Path folder, Set<String> names) throws IOException {
        boolean shared = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!names.contains(String.valueOf(entry.getFileName()))) {
                    shared = true;
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    tighten(entry, "rw-------");
                } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    tightenFolder(entry);
                }
            }
        }
        if (!shared) {
            tighten(folder, "rwx------");
        }
    }

    /** A folder and the files in it, none of which is anybody else's. */
    private static void tightenFolder(Path folder) throws IOException {
        tighten(folder, "rwx------");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    tighten(entry, "rw-------");
                }
            }
        }
    }

    /** Takes away the rights that are not in {@code most}; where that cannot be, it is logged. */
    private static void tighten(Path path, String most) {
        try {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
            if (now.retainAll(PosixFilePermissions.fromString(most))) {
                Files.setPosixFilePermissions(path, now);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, path + " keeps its permissions" + why(e));
        } catch (UnsupportedOperationException e) {
            LOG.log(System.Logger.Level.DEBUG, "The file system of " + path + " knows no permissions");
        }
    }

    /** Writes a file in one step: a crash leaves the one before or this one. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, mode(fresh, "rw-------"));
        try {
            Files.write(fresh, bytes, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The reason in brackets, where the system gives one beside the file's name. */
    static String why(IOException e) {
        String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        return reason == null ? "" : " (" + reason + ")";
    }
}
