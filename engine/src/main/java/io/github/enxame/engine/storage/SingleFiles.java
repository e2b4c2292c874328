package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Finds the files of an unfinished download that got their final names one by one. There the user may have changed them, so
 * their pieces are hashed again unless a {@link FinishedRecord} vouches for them. Used on the disk's last lane.
 */
final class SingleFiles {
    private final StoredTorrent torrent;

    SingleFiles(StoredTorrent torrent) {
        this.torrent = torrent;
    }

    /** Whether a download lies here whose whole files have their final names one by one. */
    boolean begun() throws StoreException {
        Places places = torrent.places();
        try {
            if (torrent.info().singleFile()
                    || torrent.disk().look(places.whole()).kind() != FileFacts.Kind.FOLDER
                    || torrent.disk().look(places.journal()).kind() != FileFacts.Kind.FILE) {
                return false;
            }
            try (Content content = torrent.disk().openBelow(places.folder(), places.journal(), Disk.Use.READ)) {
                Journal journal = new Journal(
                        content, torrent.infoHash(), torrent.layout().pieceCount());
                return journal.load() == Journal.Owner.OURS && journal.singly();
            }
        } catch (IOException e) {
            throw StoreErrors.of(e, places.journal(), "read", torrent.disk());
        }
    }

    /** Takes those that lie under their final names, and not under the unfinished one, for placed. */
    void find(Journal journal) throws StoreException {
        Places places = torrent.places();
        BitSet placed = new BitSet();
        if (journal.singly()) {
            for (int file : places.stored()) {
                Path whole = places.file(places.whole(), file);
                try {
                    FileFacts facts = torrent.disk().look(whole);
                    boolean there = facts.kind() == FileFacts.Kind.FILE
                            && facts.length() == torrent.file(file).length();
                    Path part = places.file(places.part(), file);
                    if (there && torrent.disk().look(part).kind() == FileFacts.Kind.NOTHING) {
                        places.checkFolders(places.whole(), file);
                        placed.set(file);
                    }
                } catch (IOException e) {
                    throw StoreErrors.of(e, whole, "read", torrent.disk());
                }
            }
        }
        places.placed(placed);
    }

    /** Those of these pieces that nothing vouches for. */
    BitSet doubtful(BitSet recorded) throws StoreException {
        BitSet placed = torrent.places().placed();
        var facts = Placing.facts(torrent, placed);
        boolean vouched = torrent.record()
                .filter(record -> record.vouchesFor(torrent.places().whole(), facts))
                .isPresent();
        BitSet doubtful = new BitSet();
        if (!vouched) {
            placed.stream().forEach(file -> doubtful.or(Selection.piecesOf(torrent.info(), file)));
            doubtful.and(recorded);
        }
        return doubtful;
    }

    /** A file that is not all verified is not taken for placed any more: it is downloaded anew, and not touched. */
    void keep(BitSet verified) {
        BitSet kept = torrent.places().placed();
        torrent.places().placed().stream()
                .filter(file -> {
                    BitSet pieces = Selection.piecesOf(torrent.info(), file);
                    pieces.andNot(verified);
                    return !pieces.isEmpty();
                })
                .forEach(kept::clear);
        torrent.places().placed(kept);
    }
}
