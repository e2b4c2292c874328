package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a damaged or unfinished copy that lies at the final names. Every piece is hashed. Files that are right stay; the
 * others go to the unfinished name until their wrong pieces are written, as in any download, and then back. A file in which
 * nothing is right is taken for another one of that name and not touched. What a file is too long is kept beside it.
 */
final class RepairOpening {
    private static final int READ_BYTES = 1 << 16;

    private final Opening opening;
    private final StoredTorrent torrent;
    private final Disk disk;
    private final Places places;
    private final PartOpening parts;

    RepairOpening(Opening opening) {
        this.opening = opening;
        this.torrent = opening.torrent();
        this.disk = torrent.disk();
        this.places = torrent.places();
        this.parts = new PartOpening(opening);
    }

    void run() throws StoreException {
        FileFacts.Kind whole = look(places.whole()).kind();
        if (whole == FileFacts.Kind.NOTHING) {
            parts.run(false);
            return;
        }
        if (whole == FileFacts.Kind.OTHER) {
            throw opening.noFile(places.whole());
        }
        boolean single = torrent.info().singleFile();
        if (whole != (single ? FileFacts.Kind.FILE : FileFacts.Kind.FOLDER)) {
            throw opening.different(StoreMode.REPAIR);
        }
        if (single && look(places.part()).kind() != FileFacts.Kind.NOTHING) {
            throw new StoreException(
                    Reason.DIFFERENT_FILE,
                    "Both " + places.whole() + " and " + places.part()
                            + " are there; neither was touched. Move or rename the one that is not to be repaired, then"
                            + " start again.",
                    null);
        }
        places.readPart();
        places.placed(found());
        opening.check(torrent.allPieces(), false, this::decide);
    }

    private FileFacts look(Path path) throws StoreException {
        try {
            return disk.look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
    }

    private Path part(int file) throws StoreException {
        return places.file(places.part(), file);
    }

    private Path whole(int file) throws StoreException {
        return places.file(places.whole(), file);
    }

    /** The files that lie under their final names, and not under the unfinished one. */
    private BitSet found() throws StoreException {
        BitSet found = new BitSet();
        for (int file : places.stored()) {
            try {
                places.checkFolders(places.whole(), file);
                places.checkFolders(places.part(), file);
            } catch (IOException e) {
                throw StoreErrors.of(e, whole(file), "read", disk);
            }
            FileFacts.Kind there = look(whole(file)).kind();
            if (there == FileFacts.Kind.OTHER) {
                throw opening.noFile(whole(file));
            }
            if (there == FileFacts.Kind.FOLDER) {
                throw opening.different(StoreMode.REPAIR);
            }
            if (there == FileFacts.Kind.FILE && look(part(file)).kind() == FileFacts.Kind.NOTHING) {
                found.set(file);
            }
        }
        return found;
    }

    private void decide(BitSet right) throws StoreException {
        BitSet whole = new BitSet();
        for (int file : places.stored()) {
            if (places.isPlaced(file)) {
                BitSet pieces = Selection.piecesOf(torrent.info(), file);
                boolean fits = look(whole(file)).length() == torrent.file(file).length();
                BitSet rightOnes = (BitSet) pieces.clone();
                rightOnes.and(right);
                if (fits && rightOnes.equals(pieces)) {
                    whole.set(file);
                } else if (rightOnes.isEmpty() && pieces.cardinality() > 1 && holdsSomething(file)) {
                    throw anotherFile(whole(file));
                }
            }
        }
        if (whole.cardinality() == places.stored().size()) {
            places.finished();
            opening.openWhole(StoreMode.DOWNLOAD);
            return;
        }
        takeOver(whole, right);
    }

    /** Whether a file has any byte but zeros: many programs make a file with all its length before anything comes. */
    private boolean holdsSomething(int file) throws StoreException {
        Path path = whole(file);
        try (Content content = disk.openBelow(places.folder(), path, Disk.Use.READ)) {
            long length = content.length();
            ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
            for (long at = 0; at < length; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(READ_BYTES, length - at));
                content.read(buffer, at);
                buffer.flip();
                while (buffer.hasRemaining()) {
                    if (buffer.get() != 0) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
    }

    private StoreException anotherFile(Path path) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                "Nothing of " + path + " is what the torrent \"" + torrent.name()
                        + "\" describes, so it is another file and was not touched. Move or rename it, then start again.",
                null);
    }

    // The journal comes first: a crash must not leave unfinished files that nobody can tell the owner of.
    private void takeOver(BitSet whole, BitSet right) throws StoreException {
        Journal journal = parts.openJournal();
        ExcessBytes excess = new ExcessBytes(torrent);
        @Nullable Path at = places.journal();
        try {
            boolean theirs = parts.load(journal) == Journal.Owner.ANOTHER
                    && look(places.part()).kind() != FileFacts.Kind.NOTHING;
            if (theirs) {
                throw parts.notOurs(places.part());
            }
            journal.selection().ifPresent(torrent.wanted()::recorded);
            journal.start(new BitSet());
            if (!torrent.info().singleFile()) {
                journal.giveSingly();
            }
            for (int file : places.stored()) {
                if (places.isPlaced(file) && !whole.get(file)) {
                    at = whole(file);
                    excess.cut(at, torrent.file(file).length());
                    disk.move(at, part(file));
                }
            }
        } catch (IOException e) {
            parts.giveUp(journal, false);
            throw StoreErrors.of(e, at, "repaired", disk);
        } catch (StoreException e) {
            parts.giveUp(journal, false);
            throw e;
        }
        places.placed(whole);
        parts.begin(journal, new BitSet(), right);
    }
}
