package io.github.enxame.engine;

import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.PlaceLook;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Timeline;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the place of a torrent that stopped because its files were missing or changed, or the disk was full: when that
 * looks otherwise, as after a disk came back, it is opened again; where that was in vain, ever more seldom. Owned by the loop.
 */
final class Recovery {
    /** How soon it is looked first; each time after that, twice as late. */
    private static final long FIRST_LOOK_NANOS = 2_000_000_000L;

    /** How seldom it is looked at the most. */
    private static final long LOOK_INTERVAL_NANOS = 30_000_000_000L;

    /** A disk has room again when so much is free, or more where it is known to be needed. */
    private static final long ROOM_BYTES = 64L << 20;

    private final Timeline timeline;
    private final Disk disk;
    private final Path folder;
    private final Runnable again;

    /** How soon it is looked first when the disk is full again soon after the torrent was opened again. */
    private long pauseNanos = FIRST_LOOK_NANOS;

    private boolean openedAgain;
    private long openedAgainNanos;
    private int attempt;
    private @Nullable List<FileFacts> before;

    /** What lay there when it was last opened again. */
    private @Nullable List<FileFacts> tried;

    /**
     * A recovery with nothing to do yet.
     *
     * @param again opens the torrent again
     */
    Recovery(Timeline timeline, Disk disk, Path folder, Runnable again) {
        this.timeline = timeline;
        this.disk = disk;
        this.folder = folder;
        this.again = again;
    }

    /**
     * The torrent has stopped for this: its place is watched until {@link #end}, if that can help.
     *
     * @param neededBytes where the disk is full, how much must be free, 0 where that is not known
     */
    void begin(Snapshot.Problem problem, Optional<Info> info, long neededBytes) {
        end();
        if (info.isEmpty()) {
            return;
        }
        if ("disk_full".equals(problem.code())) {
            Sight sight = new Sight(attempt, info.get(), false, Math.max(neededBytes, ROOM_BYTES));
            // A quota, or the largest file that a file system takes, is met again however much is free.
            if (openedAgain && timeline.nanos() - openedAgainNanos < 2 * LOOK_INTERVAL_NANOS) {
                pauseNanos = Math.min(pauseNanos * 2, LOOK_INTERVAL_NANOS);
                lookAfter(pauseNanos, sight, pauseNanos);
            } else {
                pauseNanos = FIRST_LOOK_NANOS;
                look(sight, FIRST_LOOK_NANOS);
            }
        } else if ("missing".equals(problem.code()) || "changed".equals(problem.code())) {
            look(new Sight(attempt, info.get(), "missing".equals(problem.code()), 0), FIRST_LOOK_NANOS);
        }
    }

    /** It is not stopped any more, or for another reason. */
    void end() {
        attempt++;
        before = null;
    }

    private void look(Sight sight, long nextNanos) {
        try {
            disk.submit(disk.lanes() - 1, () -> {
                boolean room = sight.full() && hasRoom(sight.neededBytes());
                List<FileFacts> now = sight.full() ? List.of() : facts(sight.info());
                timeline.post(new Event.Command(() -> looked(sight, nextNanos, room, now)));
            });
        } catch (RejectedExecutionException closed) {
            end();
        }
    }

    private boolean hasRoom(long neededBytes) {
        try {
            return disk.usableBytes(folder) >= neededBytes;
        } catch (IOException unknown) {
            return false;
        }
    }

    private List<FileFacts> facts(Info info) {
        try {
            return PlaceLook.of(disk, folder, info);
        } catch (IOException | StoreException unreadable) {
            return List.of();
        }
    }

    private void looked(Sight sight, long nextNanos, boolean room, List<FileFacts> now) {
        if (sight.attempt() != attempt) {
            return;
        }
        List<FileFacts> earlier = before;
        before = now;
        boolean otherwise = earlier != null ? !earlier.equals(now) : sight.missing() && isBack(now);
        if (room || otherwise) {
            end();
            tried = now;
            openedAgain = true;
            openedAgainNanos = timeline.nanos();
            again.run();
            return;
        }
        lookAfter(nextNanos, sight, Math.min(nextNanos * 2, LOOK_INTERVAL_NANOS));
    }

    /** Whether it may have come back between being found to be missing and the first look, which has nothing to compare with. */
    private boolean isBack(List<FileFacts> now) {
        return PlaceLook.hasContent(now) && !now.equals(tried);
    }

    private void lookAfter(long nanos, Sight sight, long nextNanos) {
        timeline.postAfter(nanos, new Event.Command(() -> {
            if (sight.attempt() == attempt) {
                look(sight, nextNanos);
            }
        }));
    }

    /**
     * What is looked for: room for so many bytes, or, with 0, files that look otherwise than before.
     *
     * @param missing whether a file was not there
     */
    private record Sight(int attempt, Info info, boolean missing, long neededBytes) {
        boolean full() {
            return neededBytes > 0;
        }
    }
}
