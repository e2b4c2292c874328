package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Opens an unfinished download, or begins one. The journal says whose it is, and is locked while it is used; a download
 * without one, or with a damaged one, is taken up only if some piece in it is right.
 */
final class PartOpening {
    private static final int SAMPLE_PIECES = 16;
    private static final int SAMPLE_BYTES = 16 << 20;

    private final Opening opening;
    private final StoredTorrent torrent;
    private final Disk disk;
    private final Places places;
    private final SingleFiles singleFiles;
    private boolean wasComplete;
    /** Whether nothing was here before but what this opening made. */
    private boolean createdJournal;

    PartOpening(Opening opening) {
        this.opening = opening;
        this.torrent = opening.torrent();
        this.disk = torrent.disk();
        this.places = torrent.places();
        this.singleFiles = new SingleFiles(torrent);
    }

    /**
     * Opens it.
     *
     * @param mustBeWhole whether what is wanted was all there before: if it is not any more, nothing is written
     */
    void run(boolean mustBeWhole) throws StoreException {
        wasComplete = mustBeWhole;
        FileFacts.Kind part = kind(places.part());
        FileFacts.Kind expected = torrent.info().singleFile() ? FileFacts.Kind.FILE : FileFacts.Kind.FOLDER;
        boolean begun = part != FileFacts.Kind.NOTHING;
        if (begun && part != expected) {
            throw notOurs(places.part());
        }
        FileFacts.Kind log = kind(places.journal());
        if (log != FileFacts.Kind.NOTHING && log != FileFacts.Kind.FILE) {
            throw notOurs(places.journal());
        }
        if (!begun && log == FileFacts.Kind.NOTHING) {
            Room.check(torrent);
        }
        goOn(openJournal(), begun, log == FileFacts.Kind.NOTHING);
    }

    private void goOn(Journal journal, boolean begun, boolean journalIsNew) throws StoreException {
        createdJournal = journalIsNew && !begun;
        try {
            places.readPart();
            switch (load(journal)) {
                case OURS -> {
                    journal.selection().ifPresent(torrent.wanted()::recorded);
                    singleFiles.find(journal);
                    resume(journal, fitting(journal.pieces()));
                }
                case UNKNOWN -> {
                    if (begun) {
                        adopt(journal, journalIsNew);
                    } else {
                        start(journal, new BitSet(), new BitSet());
                    }
                }
                case ANOTHER -> {
                    if (begun) {
                        throw notOurs(places.part());
                    }
                    // A journal of files that are gone vouches for nothing.
                    start(journal, new BitSet(), new BitSet());
                }
            }
        } catch (StoreException e) {
            giveUp(journal);
            throw e;
        }
    }

    // Where files were made since, the journal has to stay to say whose they are.
    private void giveUp(Journal journal) throws StoreException {
        giveUp(journal, createdJournal && kind(places.part()) == FileFacts.Kind.NOTHING);
    }

    private FileFacts.Kind kind(Path path) throws StoreException {
        return look(path).kind();
    }

    private FileFacts look(Path path) throws StoreException {
        try {
            return disk.look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
    }

    /** The journal, claimed for this store alone. */
    Journal openJournal() throws StoreException {
        Path path = places.journal();
        try {
            Content content = disk.openBelow(places.folder(), path, Disk.Use.CREATE);
            // Whoever held it may have finished and deleted it between the two calls.
            if (!content.tryLock() || disk.look(path).kind() == FileFacts.Kind.NOTHING) {
                content.close();
                throw new StoreException(
                        Reason.IN_USE,
                        "\"" + torrent.name() + "\" is being downloaded into " + places.folder()
                                + " already. Close the other download, or choose another folder.",
                        null);
            }
            Journal journal =
                    new Journal(content, torrent.infoHash(), torrent.layout().pieceCount());
            opening.outcome().opened(journal);
            return journal;
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "written", disk);
        }
    }

    /** Whose journal it is; its records are read if it is ours. */
    Journal.Owner load(Journal journal) throws StoreException {
        try {
            return journal.load();
        } catch (IOException e) {
            throw StoreErrors.of(e, places.journal(), "read", disk);
        }
    }

    /** Trusts the journal as far as the files are long enough and a sample of its pieces is right. */
    private void resume(Journal journal, BitSet recorded) throws StoreException {
        BitSet sample = sample(recorded);
        sample.or(singleFiles.doubtful(recorded));
        opening.check(sample, true, right -> {
            if (right.equals(sample)) {
                begin(journal, recorded, recorded);
            } else {
                opening.check(recorded, false, all -> begin(journal, all, all));
            }
        });
    }

    private BitSet sample(BitSet pieces) {
        int pieceLength = torrent.info().pieceLength();
        int wanted = Math.clamp(SAMPLE_BYTES / pieceLength, 1, SAMPLE_PIECES);
        int[] all = pieces.stream().toArray();
        BitSet sample = new BitSet();
        for (int i = 0; i < wanted && all.length > 0; i++) {
            sample.set(all[(int) ((long) i * (all.length - 1) / Math.max(1, wanted - 1))]);
        }
        return sample;
    }

    /** The pieces that the files are long enough for. */
    private BitSet fitting(BitSet pieces) throws StoreException {
        Set<Integer> cut = new HashSet<>();
        long[] lengths = new long[torrent.info().files().size()];
        for (int file : places.stored()) {
            lengths[file] = look(places.currentFile(file)).length();
            if (lengths[file] < torrent.file(file).length()) {
                cut.add(file);
            }
        }
        BitSet fitting = (BitSet) pieces.clone();
        if (!cut.isEmpty()) {
            pieces.stream()
                    .filter(piece -> extents(piece).stream()
                            .anyMatch(e -> cut.contains(e.file()) && e.offset() + e.length() > lengths[e.file()]))
                    .forEach(fitting::clear);
        }
        return fitting;
    }

    private List<Extent> extents(int piece) {
        return torrent.layout().extents(piece, 0, torrent.layout().pieceLength(piece));
    }

    private void adopt(Journal journal, boolean journalIsNew) {
        opening.check(torrent.allPieces(), false, right -> {
            if (right.isEmpty()) {
                giveUp(journal, journalIsNew);
                throw notOurs(places.part());
            }
            begin(journal, new BitSet(), right);
        });
    }

    /** Starts the journal with what is recorded, makes the files that are not there, and goes on. */
    void begin(Journal journal, BitSet recorded, BitSet verified) throws StoreException {
        try {
            if (wasComplete && !torrent.wanted().within(verified)) {
                throw new StoreException(
                        Reason.MISSING,
                        "Some of what was wanted of \"" + torrent.name() + "\" is not at " + places.whole()
                                + " any more, or is not what it was. Nothing is downloaded. Put it back or attach its disk"
                                + " and it is shared again; or download it again.",
                        null);
            }
            start(journal, recorded, verified);
        } catch (StoreException e) {
            giveUp(journal, false);
            throw e;
        }
    }

    // The journal comes first: a crash must not leave files that nobody can tell the owner of.
    private void start(Journal journal, BitSet recorded, BitSet verified) throws StoreException {
        try {
            journal.start(recorded);
        } catch (IOException e) {
            throw StoreErrors.of(e, places.journal(), "written", disk);
        }
        singleFiles.keep(verified);
        createFiles(journal, verified);
    }

    private void createFiles(Journal journal, BitSet verified) throws StoreException {
        recordSelection(journal);
        FileCreator creator = new FileCreator(opening, this);
        creator.run(
                () -> {
                    if (creator.isOutdated()) {
                        createFiles(journal, verified);
                    } else {
                        places.writePart();
                        opening.outcome().partial(journal, verified);
                    }
                },
                () -> giveUp(journal));
    }

    private void recordSelection(Journal journal) throws StoreException {
        Selection selection = torrent.wanted().selection();
        if (journal.selection().isPresent() || !selection.equals(Selection.everything())) {
            try {
                journal.select(selection);
            } catch (IOException e) {
                throw StoreErrors.of(e, places.journal(), "written", disk);
            }
        }
    }

    /** The error for an unfinished file of somebody else. */
    StoreException notOurs(Path path) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                path + " belongs to another download or another program and was not touched, so \""
                        + torrent.name()
                        + "\" cannot be downloaded there. Move or rename it, or choose another folder, then start again.",
                null);
    }

    /** Deletes what an earlier run left when it ended between giving the final name and deleting the journal. */
    void removeLeftovers() throws StoreException {
        if (kind(places.journal()) != FileFacts.Kind.FILE) {
            return;
        }
        try (Content content = disk.openBelow(places.folder(), places.journal(), Disk.Use.WRITE)) {
            Journal journal =
                    new Journal(content, torrent.infoHash(), torrent.layout().pieceCount());
            if (content.tryLock() && journal.load() == Journal.Owner.OURS) {
                if (kind(places.part()) == FileFacts.Kind.FILE) {
                    disk.delete(places.part());
                }
                disk.delete(places.journal());
            }
        } catch (IOException e) {
            log(e);
        }
    }

    /** Closes the journal, and deletes it where it was made in vain. */
    void giveUp(Journal journal, boolean delete) {
        try {
            journal.close();
            if (delete) {
                disk.delete(places.journal());
            }
        } catch (IOException e) {
            log(e);
        }
    }

    private void log(IOException e) {
        System.getLogger(PartOpening.class.getName())
                .log(System.Logger.Level.WARNING, places.journal() + " cannot be closed or deleted: " + e);
    }
}
