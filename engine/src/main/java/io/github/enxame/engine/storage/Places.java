package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a torrent's files lie in its folder.
 *
 * <p>Finished, they are {@code FOLDER/NAME}: a file, or a folder with the files in it. While they are being downloaded the
 * same file or folder is called {@code FOLDER/NAME.part}, beside its journal {@code FOLDER/NAME.part.journal}. The name in
 * an {@link Info} is short enough for these endings. Where not all of a torrent is wanted, whole files lie in {@code
 * FOLDER/NAME} and the rest in {@code FOLDER/NAME.part}. {@link DiskNames} says what NAME is.
 *
 * <p>Its methods may be called from any thread.
 */
final class Places {
    private static final String PART = ".part";
    private static final String JOURNAL = ".part.journal";

    private final Disk disk;
    private final Path folder;
    private final Info info;
    private final DiskNames names;
    private final Path whole;
    private final Path part;
    private final Path journal;
    // All guarded by this.
    private Path root;
    private boolean writable;
    private final BitSet placed = new BitSet();
    private final BitSet made = new BitSet();
    private final BitSet sized = new BitSet();
    private final Map<Integer, Path> behindLinks = new HashMap<>();

    /** The places of a torrent's files. A name that this system cannot write is an error. */
    static Places of(Disk disk, Path folder, Info info) throws StoreException {
        try {
            return new Places(disk, folder, info);
        } catch (InvalidPathException e) {
            throw new StoreException(
                    Reason.MEDIUM,
                    "This system cannot write the name \"" + info.name() + "\": " + e.getReason()
                            + ". Start with a UTF-8 locale, such as LC_ALL=C.UTF-8.",
                    e);
        }
    }

    private Places(Disk disk, Path folder, Info info) throws StoreException {
        this.disk = disk;
        this.folder = folder.toAbsolutePath().normalize();
        this.info = info;
        this.names = DiskNames.find(disk, this.folder, info);
        this.whole = within(this.folder, String.valueOf(names.root().getFileName()));
        this.part = within(this.folder, info.name() + PART);
        this.journal = within(this.folder, info.name() + JOURNAL);
        this.root = whole;
        for (int i = 0; i < info.files().size(); i++) {
            file(whole, i);
        }
    }

    private static Path within(Path parent, String name) throws StoreException {
        Path path = parent.resolve(name).normalize();
        if (!parent.equals(path.getParent())) {
            throw new StoreException(
                    Reason.DIFFERENT_FILE,
                    "The name \"" + name + "\" leads out of " + parent + ", so this torrent is not opened.",
                    null);
        }
        return path;
    }

    /** The folder that the user chose. */
    Path folder() {
        return folder;
    }

    /** The finished file or folder. */
    Path whole() {
        return whole;
    }

    /** The unfinished file or folder. */
    Path part() {
        return part;
    }

    /** The journal of the unfinished download. */
    Path journal() {
        return journal;
    }

    /** Where a file lies in the finished ({@link #whole()}) or the unfinished ({@link #part()}) torrent. */
    Path file(Path root, int file) throws StoreException {
        if (info.singleFile()) {
            return root;
        }
        Path path = root;
        List<String> within =
                root.equals(whole) ? names.names(file) : info.files().get(file).path();
        for (String name : within) {
            path = within(path, name);
        }
        return path;
    }

    /** What lies where the finished torrent's files should, in the order of {@link #stored()}. */
    List<FileFacts> lookAtWhole() throws IOException {
        List<FileFacts> all = new ArrayList<>();
        for (int file : stored()) {
            all.add(disk.look(wholeFile(file)));
        }
        return all;
    }

    /**
     * Finds out which finished files lie behind symbolic links now. From here on these are read where the links led, and no
     * link that is put there later is followed.
     */
    synchronized void followLinks() throws IOException {
        behindLinks.clear();
        Path real = realFolder();
        for (int file : stored()) {
            Path path = checkedFile(whole, file);
            try {
                Path target = disk.realPath(path);
                if (!target.equals(real.resolve(folder.relativize(path)))) {
                    behindLinks.put(file, target);
                }
            } catch (NoSuchFileException absent) {
                // Whoever looks for it sees that.
            }
        }
    }

    private Path realFolder() throws IOException {
        try {
            return disk.realPath(folder);
        } catch (NoSuchFileException absent) {
            return folder;
        }
    }

    /** Where a finished file lies, or will lie. */
    synchronized Path wholeFile(int file) {
        Path behind = behindLinks.get(file);
        return behind == null ? checkedFile(whole, file) : behind;
    }

    /** Refuses a finished file that lies behind a link that was not followed. */
    void checkWholeFolders(int file) throws IOException, StoreException {
        boolean followed;
        synchronized (this) {
            followed = behindLinks.containsKey(file);
        }
        if (!followed) {
            checkFolders(whole, file);
        }
    }

    /** The indexes of the files that are stored: neither pad files nor symbolic links, which are never made. */
    List<Integer> stored() {
        List<Integer> stored = new ArrayList<>();
        List<FileEntry> files = info.files();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).kind() == FileKind.CONTENT) {
                stored.add(i);
            }
        }
        return stored;
    }

    /** Refuses a file that lies behind a symbolic link, or in something that is no folder. */
    void checkFolders(Path root, int file) throws IOException, StoreException {
        Path path = file(root, file);
        for (Path p = path.getParent(); p != null && !p.equals(folder); p = p.getParent()) {
            switch (disk.look(p).kind()) {
                case NOTHING, FOLDER -> {}
                case FILE, OTHER ->
                    throw new StoreException(
                            Reason.DIFFERENT_FILE,
                            p + " should be a folder of \"" + info.name()
                                    + "\" but is a file or a link; it was not touched. Move or rename it, then start again.",
                            null);
            }
        }
    }

    /** From here on files are opened under the unfinished name, for reading only. */
    synchronized void readPart() {
        root = part;
    }

    /** From here on files are opened under the unfinished name, for writing too. */
    synchronized void writePart() {
        root = part;
        writable = true;
    }

    /** Gives the unfinished download its final name; from here on its files are opened for reading only. */
    synchronized void finish() throws IOException, StoreException {
        for (int file : stored()) {
            requireUnfinished(file);
        }
        disk.move(part, whole);
        finished();
    }

    /** All files have their final names. */
    synchronized void finished() {
        placed.clear();
        root = whole;
        writable = false;
    }

    /** These files, and no others, have their final names. */
    synchronized void placed(BitSet files) {
        placed.clear();
        placed.or(files);
    }

    /** The files that have their final names while others do not. */
    synchronized BitSet placed() {
        return (BitSet) placed.clone();
    }

    synchronized boolean isPlaced(int file) {
        return placed.get(file);
    }

    /** Gives a file its final name; from here on it is opened for reading only. */
    synchronized void place(int file) throws IOException, StoreException {
        requireUnfinished(file);
        disk.move(checkedFile(part, file), checkedFile(whole, file));
        placed.set(file);
    }

    /** An unfinished file is there with all its length, and has to stay there. */
    synchronized void sized(int file) {
        made.set(file);
        sized.set(file);
    }

    /** Whether an unfinished file has had all its length. */
    synchronized boolean isSized(int file) {
        return sized.get(file) && writable && !placed.get(file);
    }

    /** Opens a file where it lies now. */
    synchronized Content open(int file) throws IOException {
        Path path = currentFile(file);
        if (behindLinks.containsKey(file) && root.equals(whole)) {
            return openBehindLinks(path);
        }
        if (!writable || placed.get(file)) {
            return disk.openBelow(folder, path, Disk.Use.READ);
        }
        Content content = disk.openBelow(folder, path, made.get(file) ? Disk.Use.WRITE : Disk.Use.CREATE);
        made.set(file);
        return content;
    }

    private Content openBehindLinks(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || !disk.realPath(parent).equals(parent)) {
            throw new ReplacedFileException(path);
        }
        return disk.openBelow(parent, path, Disk.Use.READ);
    }

    /**
     * Refuses to go on where an unfinished file is not there any more with all its length, or something else has been put in
     * the place of it or of a folder that it lies in.
     */
    void requireUnfinished(int file) throws IOException, StoreException {
        Path path = file(part, file);
        checkFolders(part, file);
        FileFacts facts = disk.look(path);
        if (facts.kind() == FileFacts.Kind.NOTHING) {
            throw new NoSuchFileException(path.toString());
        }
        if (facts.kind() != FileFacts.Kind.FILE) {
            throw new ReplacedFileException(path);
        }
        if (facts.length() != info.files().get(file).length()) {
            throw new ShortenedFileException(path);
        }
    }

    /** Where a file lies now. */
    synchronized Path currentFile(int file) {
        return placed.get(file) || root.equals(whole) ? wholeFile(file) : checkedFile(root, file);
    }

    private Path checkedFile(Path under, int file) {
        try {
            return file(under, file);
        } catch (StoreException e) {
            throw new IllegalStateException("the constructor checked every path", e);
        }
    }
}
