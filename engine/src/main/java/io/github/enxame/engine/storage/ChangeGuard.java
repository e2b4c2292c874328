package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Notices that somebody touched a finished file, whose pieces then may not be what they were when they were verified. It looks
 * at a file before it is read, once in each round, and at all of them now and then ({@link #lookAround}). Until a file that
 * looks otherwise is judged anew ({@link FileReview}), each of its pieces is hashed before it is served. Safe for use from any
 * thread.
 */
final class ChangeGuard {
    /** Most files that one look around asks the disk about; the next one goes on with the others. */
    static final int MAX_FILES_PER_LOOK = 256;

    private final Disk disk;
    private final Info info;
    private final PieceLayout layout;
    private final AtomicIntegerArray roundOfFile;
    private final AtomicInteger round = new AtomicInteger(1);
    private final AtomicInteger changes = new AtomicInteger();
    private final Runnable doubted;
    private volatile @Nullable Places places;

    // All guarded by this.
    private final Map<Integer, FileFacts> expected = new HashMap<>();
    private final Map<Integer, FileFacts> doubts = new HashMap<>();
    private final BitSet confirmed = new BitSet();
    private final BitSet lost = new BitSet();
    private int nextLook;

    /**
     * A guard that watches nothing yet.
     *
     * @param doubted told, on any thread, that a file has to be judged anew
     */
    ChangeGuard(Disk disk, Info info, Runnable doubted) {
        this.disk = disk;
        this.info = info;
        this.layout = info.layout();
        this.roundOfFile = new AtomicIntegerArray(info.files().size());
        this.doubted = doubted;
    }

    /** From here on the finished files must stay like this; in the order of {@link Places#stored()}, nothing for others. */
    synchronized void settle(Places settled, List<FileFacts> found) {
        expected.clear();
        doubts.clear();
        confirmed.clear();
        lost.clear();
        List<Integer> stored = settled.stored();
        for (int i = 0; i < stored.size(); i++) {
            if (found.get(i).kind() != FileFacts.Kind.NOTHING) {
                expected.put(stored.get(i), found.get(i));
            }
        }
        places = settled;
    }

    /** Has every file looked at again before it is next read. */
    void nextRound() {
        round.incrementAndGet();
    }

    /** A number that changes when files may have been replaced by others: those that are open are to be opened anew. */
    int changes() {
        return changes.get();
    }

    /** The files that a piece lies in and that are watched. */
    private List<Integer> filesOf(int piece) {
        List<Integer> files = new ArrayList<>();
        for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
            if (expected.containsKey(extent.file())) {
                files.add(extent.file());
            }
        }
        return files;
    }

    /**
     * Whether a piece may be served as it is; else it has to be hashed first.
     *
     * @throws StoreException where a file of it is gone, or is known to be another one
     */
    boolean admits(int piece) throws StoreException {
        Places settled = places;
        if (settled == null) {
            return true;
        }
        boolean untouched = true;
        synchronized (this) {
            int now = round.get();
            for (int file : filesOf(piece)) {
                if (roundOfFile.get(file) != now || doubts.containsKey(file)) {
                    untouched &= look(settled, file, now);
                }
            }
            if (lost.get(piece)) {
                throw changed(settled.currentFile(filesOf(piece).getFirst()));
            }
            return untouched || confirmed.get(piece);
        }
    }

    /** Whether a file is as it was when it was last judged. */
    private boolean look(Places settled, int file, int now) throws StoreException {
        Path path = settled.currentFile(file);
        FileFacts found;
        try {
            found = disk.look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
        if (found.equals(expected.get(file)) && !doubts.containsKey(file)) {
            roundOfFile.set(file, now);
            return true;
        }
        doubt(file, found);
        StoreException error = problem(path, found, file);
        if (error != null) {
            throw error;
        }
        return false;
    }

    private void doubt(int file, FileFacts found) {
        if (!found.equals(doubts.put(file, found))) {
            Selection.piecesOf(info, file).stream().forEach(confirmed::clear);
            changes.incrementAndGet();
            doubted.run();
        }
    }

    /** What is wrong with a file that looks like this, as far as that shows from outside; null if nothing. */
    @Nullable StoreException problem(Path path, FileFacts found, int file) {
        if (found.kind() == FileFacts.Kind.NOTHING) {
            return new StoreException(
                    Reason.MISSING,
                    path
                            + " is not there any more, so it is not shared. Put it back or attach its disk and it is shared"
                            + " again.",
                    null);
        }
        return found.kind() == FileFacts.Kind.FILE
                        && found.length() == info.files().get(file).length()
                ? null
                : changed(path);
    }

    /** The error for a file whose bytes are not what they were. */
    static StoreException changed(Path path) {
        return new StoreException(
                Reason.CHANGED,
                path + " changed since it was verified, so what is wrong of it is not shared any more. Put back what it"
                        + " was, repair it, or make a new torrent of it.",
                null);
    }

    /** A piece of a doubtful file was hashed and is right. */
    synchronized void confirm(int piece) {
        confirmed.set(piece);
    }

    /** Looks at the next few files, so that what happened to them is noticed while nobody reads them. */
    void lookAround() {
        look(MAX_FILES_PER_LOOK);
    }

    /** Looks at every file. */
    void lookAtAll() {
        look(Integer.MAX_VALUE);
    }

    private void look(int most) {
        Places settled = places;
        if (settled == null) {
            return;
        }
        synchronized (this) {
            List<Integer> files = new ArrayList<>(expected.keySet());
            int count = Math.min(files.size(), most);
            for (int i = 0; i < count; i++) {
                int file = files.get((nextLook + i) % files.size());
                try {
                    FileFacts found = disk.look(settled.currentFile(file));
                    if (!found.equals(doubts.getOrDefault(file, expected.get(file)))) {
                        doubt(file, found);
                    }
                } catch (IOException e) {
                    // It is said to whoever reads the file.
                    System.getLogger(ChangeGuard.class.getName())
                            .log(System.Logger.Level.DEBUG, settled.currentFile(file) + " cannot be looked at", e);
                }
            }
            nextLook = files.isEmpty() ? 0 : (nextLook + count) % files.size();
        }
    }

    /** The files that have to be judged anew, and what they looked like. */
    synchronized Map<Integer, FileFacts> doubts() {
        return Map.copyOf(doubts);
    }

    /** Where a watched file lies. */
    Path path(int file) {
        Places settled = places;
        if (settled == null) {
            throw new IllegalStateException("no file is watched yet");
        }
        return settled.currentFile(file);
    }

    /**
     * A file that looked like this has been judged: these of its pieces are wrong. Returns false if it looked otherwise
     * meanwhile, so that it has to be judged once more.
     */
    synchronized boolean judge(int file, FileFacts looked, BitSet wrong) {
        if (!looked.equals(doubts.get(file))) {
            return false;
        }
        doubts.remove(file);
        expected.put(file, looked);
        BitSet pieces = Selection.piecesOf(info, file);
        lost.andNot(pieces);
        lost.or(wrong);
        changes.incrementAndGet();
        return true;
    }

    /** Whether every watched file is as it should be. */
    synchronized boolean allRight() {
        return doubts.isEmpty() && lost.isEmpty();
    }

    /** How the watched files were when they were last judged, in the order of stored files; nothing for the others. */
    synchronized List<FileFacts> facts(Places settled) {
        return settled.stored().stream()
                .map(file -> expected.getOrDefault(file, FileFacts.NOTHING))
                .toList();
    }
}
