package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where a torrent's files lie in its folder.
 *
 * <p>Finished, they are {@code FOLDER/NAME}: a file, or a folder with the files in it. While they are being downloaded the
 * same file or folder is called {@code FOLDER/NAME.part}, beside its journal {@code FOLDER/NAME.part.journal}. The name in
 * an {@link Info} is short enough for these endings. Where not all of a torrent is wanted, whole files lie in {@code
 * FOLDER/NAME} and the rest in {@code FOLDER/NAME.part}.
 *
 * <p>Its methods may be called from any thread.
 */
final class Places {
    private static final String PART = ".part";
    private static final String JOURNAL = ".part.journal";

    private final Disk disk;
    private final Path folder;
    private final Info info;
    private final Path whole;
    private final Path part;
    private final Path journal;
    // All guarded by this.
    private Path root;
    private boolean writable;
    private final BitSet placed = new BitSet();

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
        this.whole = within(this.folder, info.name());
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
        for (String name : info.files().get(file).path()) {
            path = within(path, name);
        }
        return path;
    }

    /** What lies where the finished torrent's files should, in the order of {@link #stored()}. */
    List<FileFacts> lookAtWhole() throws IOException {
        List<FileFacts> all = new ArrayList<>();
        for (int file : stored()) {
            all.add(disk.look(checkedFile(whole, file)));
        }
        return all;
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
    synchronized void finish() throws IOException {
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
    synchronized void place(int file) throws IOException {
        disk.move(checkedFile(part, file), checkedFile(whole, file));
        placed.set(file);
    }

    /** Opens a file where it lies now. */
    synchronized Content open(int file) throws IOException {
        Path path = currentFile(file);
        return writable && !placed.get(file) ? disk.openOrCreate(path) : disk.openExisting(path);
    }

    /** Where a file lies now. */
    synchronized Path currentFile(int file) {
        return checkedFile(placed.get(file) ? whole : root, file);
    }

    private Path checkedFile(Path under, int file) {
        try {
            return file(under, file);
        } catch (StoreException e) {
            throw new IllegalStateException("the constructor checked every path", e);
        }
    }
}
