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
    void run(StoreMode mode) throws StoreException {
        if (mode.onlyReads()) {
            followLinks();
        }
        switch (mode) {
            case SEED -> openWhole(mode);
            case COMPLETE -> openComplete();
            case REPAIR -> new RepairOpening(this).run();
            case BEGUN, DOWNLOAD -> download(mode);
        }
    }

    private void download(StoreMode mode) throws StoreException {
        boolean exists = exists(torrent.places().whole());
        if (mode == StoreMode.BEGUN
                && !exists
                && !exists(torrent.places().part())
                && !exists(torrent.places().journal())) {
            throw new StoreException(
                    Reason.MISSING,
                    torrent.places().part() + " is not there any more, though some of \"" + torrent.name()
                            + "\" was downloaded. Nothing is fetched anew. Put it back or attach its disk and it goes on;"
                            + " or resume it to start over.",
                    null);
        }
        if (exists && !new SingleFiles(torrent).begun()) {
            openWhole(mode);
        } else {
            new PartOpening(this).run(false);
        }
    }

    private void openComplete() throws StoreException {
        if (new SingleFiles(torrent).begun()) {
            new PartOpening(this).run(true);
        } else {
            openWhole(StoreMode.COMPLETE);
        }
    }

    private void followLinks() throws StoreException {
        try {
            torrent.places().followLinks();
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().whole(), "read", torrent.disk());
        }
    }

    private boolean exists(Path path) throws StoreException {
        try {
            return torrent.disk().look(path).kind() != FileFacts.Kind.NOTHING;
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", torrent.disk());
        }
    }

    /** What lies at a file's finished place. */
    private FileFacts look(int file) throws StoreException {
        Path path = torrent.places().wholeFile(file);
        try {
            torrent.places().checkWholeFolders(file);
            return torrent.disk().look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", torrent.disk());
        }
    }

    /** Checks what lies at the final names, unless a record vouches for it; all of it must be right. */
    void openWhole(StoreMode mode) throws StoreException {
        List<FileFacts> before = lookAtAll(mode);
        if (torrent.record()
                .filter(r -> r.vouchesFor(torrent.places().whole(), before))
                .isPresent()) {
            torrent.guard().settle(torrent.places(), before);
            outcome.whole();
            return;
        }
        check(torrent.allPieces(), true, right -> {
            if (!before.equals(lookAtAll(mode))) {
                throw new StoreException(
                        Reason.CHANGED,
                        torrent.places().whole()
                                + " changed while it was being checked. Start again once nothing writes to it.",
                        null);
            }
            if (!right.equals(torrent.allPieces())) {
                throw different(mode);
            }
            List<FileFacts> all = mode.onlyReads() ? before : withEmptyFiles(mode);
            torrent.record().ifPresent(r -> r.write(torrent.places().whole(), all));
            if (!mode.onlyReads()) {
                new PartOpening(this).removeLeftovers();
            }
            torrent.guard().settle(torrent.places(), all);
            outcome.whole();
        });
    }

    private List<FileFacts> lookAtAll(StoreMode mode) throws StoreException {
        List<FileFacts> all = new ArrayList<>();
        for (int file : torrent.places().stored()) {
            FileFacts facts = look(file);
            long length = torrent.file(file).length();
            boolean nothing = facts.kind() == FileFacts.Kind.NOTHING;
            if (nothing && length > 0 && mode.onlyReads()) {
                throw missing(torrent.places().wholeFile(file), mode);
            }
            // Nothing is as good as a file of no bytes; programs that copy folders leave such files out.
            boolean right = nothing ? length == 0 : facts.kind() == FileFacts.Kind.FILE && facts.length() == length;
            if (facts.kind() == FileFacts.Kind.OTHER && (mode == StoreMode.DOWNLOAD || mode == StoreMode.BEGUN)) {
                throw noFile(torrent.places().wholeFile(file));
            }
            if (!right) {
                throw different(mode);
            }
            all.add(facts);
        }
        return all;
    }

    private List<FileFacts> withEmptyFiles(StoreMode mode) throws StoreException {
        for (int file : torrent.places().stored()) {
            if (look(file).kind() == FileFacts.Kind.NOTHING) {
                Path path = torrent.places().wholeFile(file);
                try (Content content = torrent.disk().openBelow(torrent.places().folder(), path, Disk.Use.CREATE)) {
                    content.force();
                } catch (IOException e) {
                    throw StoreErrors.of(e, path, "created", torrent.disk());
                }
            }
        }
        return lookAtAll(mode);
    }

    private StoreException missing(Path path, StoreMode mode) {
        return new StoreException(
                Reason.MISSING,
                mode == StoreMode.SEED
                        ? path + " is not there, so \"" + torrent.name()
                                + "\" cannot be shared. Name the folder that holds it."
                        : path + " is not there any more, though \"" + torrent.name()
                                + "\" was complete. Nothing is downloaded. Put it back or attach its disk and it is shared"
                                + " again; or download it again.",
                null);
    }

    /** The error for a link, or a device or pipe, where a download or a repair finds it in the place of its content. */
    StoreException noFile(Path path) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                isLink(path)
                        ? path
                                + " is a symbolic link, which is not followed, and was not touched. Put what it leads to in its"
                                + " place, or choose the folder that holds that under the same name, then start again."
                        : path
                                + " is neither a file nor a folder and was not touched. Move or rename it, or choose another"
                                + " folder, then start again.",
                null);
    }

    private boolean isLink(Path path) {
        Path folder = path.getParent();
        Path name = path.getFileName();
        try {
            return folder != null
                    && name != null
                    && !torrent.disk()
                            .realPath(path)
                            .equals(torrent.disk().realPath(folder).resolve(name));
        } catch (IOException e) {
            // A link that leads to nothing.
            return true;
        }
    }

    /** The error for what lies at the final names and is not the torrent's. */
    StoreException different(StoreMode mode) {
        Path whole = torrent.places().whole();
        String fact = whole + " is not what the torrent \"" + torrent.name() + "\" describes; it was not touched. ";
        return switch (mode) {
            case SEED ->
                new StoreException(
                        Reason.CHANGED,
                        fact + "Put back the file that the torrent was made from, or make a new torrent.",
                        null);
            case COMPLETE ->
                new StoreException(
                        Reason.CHANGED,
                        whole + " is not what it was when \"" + torrent.name()
                                + "\" was complete; it was not touched. Put back what it was, or repair it: what is right of"
                                + " it is kept, the rest is downloaded again.",
                        null);
            case REPAIR ->
                new StoreException(
                        Reason.DIFFERENT_FILE,
                        fact + "Move or rename it, or choose another folder, then start again.",
                        null);
            case DOWNLOAD, BEGUN ->
                new StoreException(
                        Reason.DIFFERENT_FILE,
                        fact + "Move or rename it, or choose another folder, then start again. If it is a damaged or"
                                + " unfinished copy, repair it with --repair: what is right of it is kept.",
                        null);
        };
    }
}
