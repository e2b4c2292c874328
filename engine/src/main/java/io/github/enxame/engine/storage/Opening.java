package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what of a torrent is on disk. Every step runs on the disk's last lane.
 *
 * @param places where its files lie
 * @param record what vouches for it once it is finished; absent if nothing does
 */
record Opening(
        Disk disk,
        Places places,
        Info info,
        InfoHash infoHash,
        PieceLayout layout,
        Optional<FinishedRecord> record,
        Outcome outcome) {
    /** What an opening asks for and ends with. */
    interface Outcome {
        /** Have these pieces hashed, then go on with those that are right, on the last lane. */
        void check(BitSet pieces, boolean stopAtWrong, Next next);

        /** This journal is open now; it is to be closed with the store, unless {@link #partial} hands it on. */
        void opened(Journal journal);

        /** Everything is there under its final name. */
        void whole();

        /**
         * A download is to go on, or to begin.
         *
         * @param journal started, with the pieces that are durable
         * @param verified the pieces that are right, those in the journal and perhaps more
         */
        void partial(Journal journal, BitSet verified);
    }

    /** What comes after a check. */
    interface Next {
        /** Goes on with the pieces that are right. */
        void with(BitSet right) throws StoreException;
    }

    /** Begins. */
    void run(boolean mustExist) throws StoreException {
        boolean exists = look(-1).kind() != FileFacts.Kind.NOTHING;
        if (exists || mustExist) {
            openWhole(mustExist);
        } else {
            new PartOpening(this).run();
        }
    }

    /** What lies at a file's finished place, or with -1 at the torrent's. */
    private FileFacts look(int file) throws StoreException {
        Path path = file < 0 ? places.whole() : places.file(places.whole(), file);
        try {
            if (file >= 0) {
                places.checkFolders(places.whole(), file);
            }
            return disk.look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
    }

    private void openWhole(boolean mustExist) throws StoreException {
        List<FileFacts> before = lookAtAll(mustExist);
        if (record.isPresent() && record.get().vouchesFor(places.whole(), before)) {
            outcome.whole();
            return;
        }
        BitSet all = new BitSet();
        all.set(0, layout.pieceCount());
        outcome.check(all, true, right -> {
            if (right.cardinality() < layout.pieceCount() || !before.equals(lookAtAll(mustExist))) {
                throw different(mustExist);
            }
            record.ifPresent(r -> r.write(places.whole(), before));
            if (!mustExist) {
                new PartOpening(this).removeLeftovers();
            }
            outcome.whole();
        });
    }

    private List<FileFacts> lookAtAll(boolean mustExist) throws StoreException {
        List<FileFacts> all = new ArrayList<>();
        for (int file : places.stored()) {
            FileFacts facts = look(file);
            if (facts.kind() == FileFacts.Kind.NOTHING && mustExist) {
                throw new StoreException(
                        Reason.MISSING,
                        places.file(places.whole(), file) + " is not there, so \"" + info.name()
                                + "\" cannot be shared. Name the folder that holds it.",
                        null);
            }
            if (facts.kind() != FileFacts.Kind.FILE
                    || facts.length() != info.files().get(file).length()) {
                throw different(mustExist);
            }
            all.add(facts);
        }
        return all;
    }

    private StoreException different(boolean mustExist) {
        String fact =
                places.whole() + " is not what the torrent \"" + info.name() + "\" describes; it was not touched. ";
        return new StoreException(
                Reason.DIFFERENT_FILE,
                fact
                        + (mustExist
                                ? "Put back the file that the torrent was made from, or make a new torrent."
                                : "Move or rename it, or choose another folder, then start again."),
                null);
    }
}
