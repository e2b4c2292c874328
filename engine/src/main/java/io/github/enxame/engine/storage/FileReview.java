package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges finished files anew that look otherwise than they did: one that is gone or has another length is lost, another one is
 * hashed, and of that its wrong pieces are lost. What is lost and what is found again is told. Runs on the disk's last lane.
 */
final class FileReview {
    private final StoredTorrent torrent;
    private final PieceLanes lanes;
    private final StoreListener listener;
    private final Runner runner;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean running;

    /** Who runs the steps of a review. */
    interface Runner {
        /** Runs a step on the disk's last lane, unless the store is closed by then. */
        void later(Opening.Step step);

        /** Whether the store was closed. */
        boolean isClosed();
    }

    FileReview(StoredTorrent torrent, PieceLanes lanes, StoreListener listener, Runner runner) {
        this.torrent = torrent;
        this.lanes = lanes;
        this.listener = listener;
        this.runner = runner;
    }

    /** Judges what is doubted now; then runs {@code done}. */
    void runThen(Runnable done) {
        waiting.add(done);
        run();
        tell();
    }

    /** What is doubted while others are hashed is judged after them. */
    private void goOn() {
        running = false;
        run();
        tell();
    }

    private void tell() {
        if (!running) {
            List<Runnable> done = List.copyOf(waiting);
            waiting.clear();
            done.forEach(Runnable::run);
        }
    }

    /** Judges what is doubted now, unless that is under way. */
    void run() {
        if (running) {
            return;
        }
        Map<Integer, FileFacts> toHash = new HashMap<>();
        BitSet pieces = new BitSet();
        torrent.guard().doubts().forEach((file, looked) -> {
            Path path = torrent.guard().path(file);
            StoreException error = torrent.guard().problem(path, looked, file);
            if (error != null) {
                lose(file, looked, piecesOf(file), error);
            } else {
                toHash.put(file, looked);
                pieces.or(piecesOf(file));
            }
        });
        if (!toHash.isEmpty()) {
            running = true;
            new Check(torrent, lanes, pieces, false, new Hashed(toHash)).start();
        }
    }

    private BitSet piecesOf(int file) {
        return Selection.piecesOf(torrent.info(), file);
    }

    private void lose(int file, FileFacts looked, BitSet wrong, StoreException error) {
        if (torrent.guard().judge(file, looked, wrong)) {
            listener.lost(wrong, error);
        }
    }

    private void judge(Map<Integer, FileFacts> hashed, BitSet right) {
        hashed.forEach((file, looked) -> {
            Path path = torrent.guard().path(file);
            BitSet wrong = piecesOf(file);
            wrong.andNot(right);
            if (!looksStillLike(path, looked)) {
                // It is being written, or was again: a later look sees what it has become.
                torrent.guard().lookAround();
            } else if (!wrong.isEmpty()) {
                lose(file, looked, wrong, ChangeGuard.changed(path));
                found(file, right);
            } else if (torrent.guard().judge(file, looked, wrong)) {
                found(file, right);
                remember();
            }
        });
        goOn();
    }

    private void found(int file, BitSet right) {
        BitSet found = piecesOf(file);
        found.and(right);
        if (!found.isEmpty()) {
            listener.found(found);
        }
    }

    private boolean looksStillLike(Path path, FileFacts looked) {
        try {
            return looked.equals(torrent.disk().look(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** The next start need not hash it again. */
    private void remember() {
        if (torrent.guard().allRight()) {
            torrent.record()
                    .ifPresent(record -> record.write(
                            torrent.places().whole(), torrent.guard().facts(torrent.places())));
        }
    }

    /** What comes of hashing files that were touched. */
    private final class Hashed implements Check.Outcome {
        private final Map<Integer, FileFacts> files;

        Hashed(Map<Integer, FileFacts> files) {
            this.files = files;
        }

        @Override
        public void checked(long bytes, long total) {}

        @Override
        public void done(BitSet right) {
            runner.later(() -> judge(files, right));
        }

        @Override
        public void failed(StoreException error) {
            runner.later(() -> {
                files.forEach((file, looked) -> lose(file, looked, piecesOf(file), error));
                goOn();
            });
        }

        @Override
        public boolean isCancelled() {
            return runner.isClosed();
        }
    }
}
