package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds out what of a torrent is on disk. Every step runs on the disk's last lane. */
record Opening(StoredTorrent torrent, PieceLanes lanes, StoreListener listener, Outcome outcome) {
    /** What an opening asks for and ends with. */
    interface Outcome {
        /** Runs a step on the disk's last lane, unless the store is closed by then. */
        void later(Step step);

        /** It cannot be opened. */
        void failed(StoreException error);

        /** Whether the store was closed meanwhile. */
        boolean isClosed();

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

    /** Work that may fail. */
    interface Step {
        /** Does it. */
        void run() throws StoreException;
    }

    /** What comes after a check. */
    interface Next {
        /** Goes on with the pieces that are right. */
        void with(BitSet right) throws StoreException;
    }

    /** Has these pieces hashed, then goes on with those that are right, on the last lane. */
    void check(BitSet pieces, boolean stopAtWrong, Next next) {
        new OpeningCheck(this, next).start(lanes, pieces, stopAtWrong);
    }

    /** Begins. */
    void run(boolean mustExist) throws StoreException {
        boolean exists = look(-1).kind() != FileFacts.Kind.NOTHING;
        if (mustExist || (exists && !new SingleFiles(torrent).begun())) {
            openWhole(mustExist);
        } else {
            new PartOpening(this).run();
        }
    }

    /** What lies at a file's finished place, or with -1 at the torrent's. */
    private FileFacts look(int file) throws StoreException {
        Path path = file < 0
                ? torrent.places().whole()
                : torrent.places().file(torrent.places().whole(), file);
        try {
            if (file >= 0) {
                torrent.places().checkFolders(torrent.places().whole(), file);
            }
            return torrent.disk().look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", torrent.disk());
        }
    }

    private void openWhole(boolean mustExist) throws StoreException {
        List<FileFacts> before = lookAtAll(mustExist);
        if (torrent.record()
                .filter(r -> r.vouchesFor(torrent.places().whole(), before))
                .isPresent()) {
            torrent.guard().settle(torrent.places(), before);
            outcome.whole();
            return;
        }
        check(torrent.allPieces(), true, right -> {
            if (!before.equals(lookAtAll(mustExist))) {
                throw new StoreException(
                        Reason.CHANGED,
                        torrent.places().whole()
                                + " changed while it was being checked. Start again once nothing writes to it.",
                        null);
            }
            if (!right.equals(torrent.allPieces())) {
                throw different(mustExist);
            }
            torrent.record().ifPresent(r -> r.write(torrent.places().whole(), before));
            if (!mustExist) {
                new PartOpening(this).removeLeftovers();
            }
            torrent.guard().settle(torrent.places(), before);
            outcome.whole();
        });
    }

    private List<FileFacts> lookAtAll(boolean mustExist) throws StoreException {
        List<FileFacts> all = new ArrayList<>();
        for (int file : torrent.places().stored()) {
            FileFacts facts = look(file);
            if (facts.kind() == FileFacts.Kind.NOTHING && mustExist) {
                throw new StoreException(
                        Reason.MISSING,
                        torrent.places().file(torrent.places().whole(), file) + " is not there, so \"" + torrent.name()
                                + "\" cannot be shared. Name the folder that holds it.",
                        null);
            }
            if (facts.kind() != FileFacts.Kind.FILE
                    || facts.length() != torrent.file(file).length()) {
                throw different(mustExist);
            }
            all.add(facts);
        }
        return all;
    }

    private StoreException different(boolean mustExist) {
        String fact = torrent.places().whole() + " is not what the torrent \"" + torrent.name()
                + "\" describes; it was not touched. ";
        return new StoreException(
                Reason.DIFFERENT_FILE,
                fact
                        + (mustExist
                                ? "Put back the file that the torrent was made from, or make a new torrent."
                                : "Move or rename it, or choose another folder, then start again."),
                null);
    }
}
