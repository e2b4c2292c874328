package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * Opens regular files below a folder without following a symbolic link from there down, whoever puts one there meanwhile: each
 * folder is opened from the one above it where the system can (openat), and looked at first elsewhere.
 */
public final class FileOpening {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    private final Path file;
    private final Path names;
    private final Set<OpenOption> options;
    private final boolean create;

    private FileOpening(Path root, Path file, Disk.Use use) {
        this.root = root;
        this.file = file;
        this.names = root.relativize(file);
        this.create = use == Disk.Use.CREATE;
        this.options = use == Disk.Use.READ ? READ : WRITE;
    }

    /**
     * Opens a regular file for reading.
     *
     * @param root a folder that is taken as it is, links and all
     * @param file the file below it; absolute, normalized
     * @throws FileSystemException where something else lies there, or there is a link on the way
     */
    public static FileChannel read(Path root, Path file) throws IOException {
        return new FileOpening(root, file, Disk.Use.READ).open();
    }

    /** Opens a file as {@code use} says; both paths are absolute and normalized. */
    static FileChannel open(Path root, Path file, Disk.Use use) throws IOException {
        return new FileOpening(root, file, use).open();
    }

    private FileChannel open() throws IOException {
        if (create) {
            Files.createDirectories(root);
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> secure) {
                return below(secure, 0);
            }
        } catch (AccessDeniedException e) {
            // A folder that may be gone through, but not read, cannot be opened itself.
            if (e.getFile() != null && !e.getFile().equals(root.toString())) {
                throw e;
            }
        }
        return byPath();
    }

    private FileChannel below(SecureDirectoryStream<Path> folder, int depth) throws IOException {
        Path name = names.getName(depth);
        if (depth == names.getNameCount() - 1) {
            return openIn(folder, name);
        }
        Path here = root.resolve(names.subpath(0, depth + 1));
        try (SecureDirectoryStream<Path> next = enter(folder, name, here)) {
            return below(next, depth + 1);
        }
    }

    private SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> folder, Path name, Path here)
            throws IOException {
        try {
            return requireFolder(folder, name, here);
        } catch (NoSuchFileException absent) {
            if (!create) {
                throw absent;
            }
            try {
                Files.createDirectory(here);
            } catch (FileAlreadyExistsException e) {
                // Somebody else was faster; what it is, is seen next.
            }
            return requireFolder(folder, name, here);
        }
    }

    private static SecureDirectoryStream<Path> requireFolder(SecureDirectoryStream<Path> folder, Path name, Path here)
            throws IOException {
        if (!facts(folder, name, here).isDirectory()) {
            throw new ReplacedFileException(here);
        }
        return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes facts(SecureDirectoryStream<Path> folder, Path name, Path here)
            throws IOException {
        try {
            return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(here.toString());
        }
    }

    private FileChannel openIn(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        try {
            // To open a pipe would wait for whoever writes to it.
            if (!facts(folder, name, file).isRegularFile()) {
                throw new ReplacedFileException(file);
            }
        } catch (NoSuchFileException absent) {
            if (!create) {
                throw absent;
            }
            all.add(StandardOpenOption.CREATE_NEW);
        }
        SeekableByteChannel channel = folder.newByteChannel(name, all);
        if (channel instanceof FileChannel opened) {
            return opened;
        }
        channel.close();
        return byPath();
    }

    /** Looks at each folder on the way, then opens the file: between the two somebody could put a link there. */
    private FileChannel byPath() throws IOException {
        for (Path folder = file.getParent(); folder != null && !folder.equals(root); folder = folder.getParent()) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new ReplacedFileException(folder);
            }
        }
        Set<OpenOption> all = new HashSet<>(options);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ReplacedFileException(file);
            }
        } else if (create) {
            Files.createDirectories(file.getParent());
            all.add(StandardOpenOption.CREATE_NEW);
        }
        return FileChannel.open(file, all);
    }
}
