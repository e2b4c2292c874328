package io.github.enxame.node.library;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may use: modes 0600 and 0700, where the system knows modes. */
public final class PrivateFiles {
    private static final System.Logger LOGGER = System.getLogger(PrivateFiles.class.getName());
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Whether this system knows file modes at all. */
    public static boolean supported() {
        return HAS_MODES;
    }

    /** Creates a folder and those above it that are missing, each with mode 0700. */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(FOLDER_MODE));
    }

    /** Creates an empty file with mode 0600, unless it exists. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(FILE_MODE));
        } catch (FileAlreadyExistsException e) {
            tighten(file, FILE_MODE);
        }
    }

    /** Opens a new file with mode 0600 for writing; fails where one exists. */
    public static OutputStream createNew(Path file) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return Channels.newOutputStream(Files.newByteChannel(file, options, attributes(FILE_MODE)));
    }

    /** Writes a file with mode 0600 in one step: a crash or a full disk leaves the old content or the new, and nothing else. */
    public static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean written = false;
        try {
            try (OutputStream out = createNew(fresh)) {
                out.write(content);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(fresh);
            }
        }
    }

    /** Takes the rights of group and others away from a file or a folder with all that is in it. Follows no links. */
    static void tighten(Path root) throws IOException {
        if (!HAS_MODES || !Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
                tighten(folder, FOLDER_MODE);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (facts.isRegularFile()) {
                    tighten(file, FILE_MODE);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                LOGGER.log(System.Logger.Level.WARNING, file + " keeps its permissions: " + e.getMessage());
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Takes away the rights that are not in {@code most}. */
    static void tighten(Path file, Set<PosixFilePermission> most) {
        if (!HAS_MODES) {
            return;
        }
        try {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!most.containsAll(now)) {
                now.retainAll(most);
                Files.setPosixFilePermissions(file, now);
            }
        } catch (NoSuchFileException e) {
            // Gone in the meantime.
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(System.Logger.Level.WARNING, file + " keeps its permissions: " + e.getMessage());
        }
    }

    /** Takes the rights of group and others away from one folder, not from what is in it. */
    static void tightenFolder(Path folder) {
        tighten(folder, FOLDER_MODE);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> mode) {
        return HAS_MODES
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }
}
