package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The real file system. Lanes are platform threads, because a {@link FileChannel} would pin a virtual thread's carrier
 * for as long as the medium takes.
 */
public final class FileDisk implements Disk {
    private static final int HASHING_LANES = 2;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final boolean HAS_CTIME =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final String UNIX_FACTS = "unix:isRegularFile,isDirectory,size,lastModifiedTime,ctime";

    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicLong submitted = new AtomicLong();
    private final NewNames newNames = new NewNames();
    private final OpenFileCache openFiles = OpenFileCache.ofSystem();

    /** A disk with two lanes for writing and hashing and one for what waits for the medium. */
    public FileDisk() {
        this(HASHING_LANES);
    }

    /** A disk with this many lanes for writing and hashing, at least 1, and one more for what waits for the medium. */
    public FileDisk(int hashingLanes) {
        if (hashingLanes < 1) {
            throw new IllegalArgumentException("a disk needs at least one lane, not " + hashingLanes);
        }
        for (int i = 0; i <= hashingLanes; i++) {
            lanes.add(new Lane(i == hashingLanes ? "enxame-disk-force" : "enxame-disk-" + i));
        }
        lanes.forEach(Lane::start);
    }

    @Override
    public int lanes() {
        return lanes.size();
    }

    @Override
    public void submit(int lane, Runnable job) {
        submitted.incrementAndGet();
        lanes.get(lane).submit(job);
    }

    @Override
    public OpenFileCache openFiles() {
        return openFiles;
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return path.toRealPath();
    }

    @Override
    public Content openBelow(Path root, Path file, Use use) throws IOException {
        boolean isNew = use == Use.CREATE && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        Path oldest = isNew ? existingAncestor(file) : file;
        Content content = new FileContent(file, FileOpening.open(root, file, use), newNames);
        if (isNew) {
            newNames.add(file, oldest);
        }
        return content;
    }

    @Override
    public Content openOrCreate(Path path) throws IOException {
        Path file = path.toAbsolutePath();
        try {
            return open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException absent) {
            return create(file);
        }
    }

    @Override
    public Content createPrivate(Path path) throws IOException {
        Path file = path.toAbsolutePath();
        Content content = create(file);
        try {
            if (HAS_MODES) {
                // Nothing is in it yet.
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            return content;
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    private Content create(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        Path oldest = existingAncestor(folder);
        Files.createDirectories(folder);
        Content content = open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        newNames.add(file, oldest);
        return content;
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        return open(path.toAbsolutePath(), StandardOpenOption.READ);
    }

    private Content open(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return new FileContent(file, FileChannel.open(file, all), newNames);
    }

    @Override
    public FileFacts look(Path path) throws IOException {
        return factsOf(path);
    }

    /** What lies at a path. */
    static FileFacts factsOf(Path path) throws IOException {
        try {
            return HAS_CTIME ? unixFactsOf(path) : plainFactsOf(path);
        } catch (NoSuchFileException absent) {
            return FileFacts.NOTHING;
        }
    }

    /** One look tells all; the JDK gives the ctime under this view alone. */
    private static FileFacts unixFactsOf(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, UNIX_FACTS, LinkOption.NOFOLLOW_LINKS);
        if (Boolean.TRUE.equals(facts.get("isRegularFile"))) {
            return new FileFacts(
                    FileFacts.Kind.FILE,
                    facts.get("size") instanceof Long length ? length : 0,
                    nanos(facts.get("lastModifiedTime")),
                    nanos(facts.get("ctime")));
        }
        return noFile(Boolean.TRUE.equals(facts.get("isDirectory")));
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime known ? known.to(TimeUnit.NANOSECONDS) : 0;
    }

    private static FileFacts plainFactsOf(Path path) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return facts.isRegularFile()
                ? new FileFacts(FileFacts.Kind.FILE, facts.size(), nanos(facts.lastModifiedTime()))
                : noFile(facts.isDirectory());
    }

    private static FileFacts noFile(boolean folder) {
        return new FileFacts(folder ? FileFacts.Kind.FOLDER : FileFacts.Kind.OTHER, 0, 0);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Path oldest = to.toAbsolutePath().getParent();
        if (oldest != null && !Files.exists(oldest)) {
            Path made = oldest;
            oldest = existingAncestor(made);
            Files.createDirectories(made);
        }
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) || !moveByLink(from, to)) {
            // A rename replaces only an empty folder, never one with content.
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
        newNames.remove(from.toAbsolutePath());
        Path folder = to.toAbsolutePath();
        do {
            folder = folder.getParent();
            NewNames.forceFolder(folder);
        } while (folder != null && !folder.equals(oldest));
    }

    /**
     * Gives a file its new name before taking the old one away: unlike a rename, this fails where somebody made a file of
     * that name a moment ago.
     *
     * @return false where the file system has no second names for a file
     */
    private static boolean moveByLink(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
        Files.delete(from);
        return true;
    }

    @Override
    public void delete(Path path) throws IOException {
        newNames.remove(path.toAbsolutePath());
        Files.deleteIfExists(path);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return Files.getFileStore(existingAncestor(folder.toAbsolutePath())).getUsableSpace();
    }

    private static Path existingAncestor(Path path) throws IOException {
        for (Path p = path; p != null; p = p.getParent()) {
            if (Files.exists(p)) {
                return p;
            }
        }
        throw new NoSuchFileException(path.toString());
    }

    @Override
    public void close() {
        awaitQuiet();
        lanes.forEach(Lane::finish);
        lanes.forEach(Lane::join);
    }

    /** Waits until no job is queued: those that run may queue others, on any lane. */
    private void awaitQuiet() {
        long before;
        do {
            before = submitted.get();
            lanes.forEach(Lane::drain);
        } while (submitted.get() != before);
    }
}
