package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Notices that somebody changed a finished file, whose pieces are then not what they were when they were verified. It looks
 * at a file before it is read, once in each round. Safe for use from any thread.
 */
final class ChangeGuard {
    private final Disk disk;
    private final AtomicIntegerArray roundOfFile;
    private final AtomicInteger round = new AtomicInteger(1);
    private volatile @Nullable Settled settled;
    private volatile boolean broken;

    /** How the files must stay: where they are, and what each of those that are stored looks like. */
    private record Settled(Places places, Map<Integer, FileFacts> facts) {}

    ChangeGuard(Disk disk, int fileCount) {
        this.disk = disk;
        this.roundOfFile = new AtomicIntegerArray(fileCount);
    }

    /** From here on the finished files must stay like this; in the order of {@link Places#stored()}, nothing for others. */
    void settle(Places places, List<FileFacts> found) {
        Map<Integer, FileFacts> facts = new HashMap<>();
        List<Integer> stored = places.stored();
        for (int i = 0; i < stored.size(); i++) {
            if (found.get(i).kind() != FileFacts.Kind.NOTHING) {
                facts.put(stored.get(i), found.get(i));
            }
        }
        settled = new Settled(places, facts);
    }

    /** Has every file looked at again before it is next read. */
    void nextRound() {
        round.incrementAndGet();
    }

    /** Whether a change was noticed. */
    boolean isBroken() {
        return broken;
    }

    /** Refuses a file that is not as it was. Before {@link #settle} every file will do. */
    void check(int file) throws StoreException {
        Settled expected = settled;
        int now = round.get();
        if (expected == null || !expected.facts().containsKey(file) || roundOfFile.get(file) == now) {
            return;
        }
        Path path = expected.places().currentFile(file);
        FileFacts found;
        try {
            found = disk.look(path);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "read", disk);
        }
        if (found.equals(expected.facts().get(file))) {
            roundOfFile.set(file, now);
            return;
        }
        broken = true;
        if (found.kind() == FileFacts.Kind.NOTHING) {
            throw new StoreException(
                    Reason.MISSING,
                    path + " is not there any more, so it cannot be shared. Put it back, then start it again.",
                    null);
        }
        throw new StoreException(
                Reason.CHANGED,
                path
                        + " changed since it was verified, so it is not shared any more. Put back what it was, or make a new"
                        + " torrent of it.",
                null);
    }
}
