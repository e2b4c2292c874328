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
 * looks otherwise, as after a disk came back, it is opened again. Owned by the loop.
 */
final class Recovery {
    /** How soon it is looked first; each time after that, twice as late. */
    private static final long FIRST_LOOK_NANOS = 2_000_000_000L;

    /** How seldom it is looked at the most. */
    private static final long LOOK_INTERVAL_NANOS = 30_000_000_000L;

    /** A disk has room again when more than this is free. */
    private static final long ROOM_BYTES = 64L << 20;

    private final Timeline timeline;
    private final Disk disk;
    private final Path folder;
    private final Runnable again;
    private int attempt;
    private @Nullable List<FileFacts> before;

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

    /** The torrent has stopped for this: its place is watched until {@link #end}, if that can help. */
    void begin(Snapshot.Problem problem, Optional<Info> info) {
        end();
        boolean full = "disk_full".equals(problem.code());
        if (info.isPresent() && (full || "missing".equals(problem.code()) || "changed".equals(problem.code()))) {
            look(attempt, info.get(), full, FIRST_LOOK_NANOS);
        }
    }

    /** It is not stopped any more, or for another reason. */
    void end() {
        attempt++;
        before = null;
    }

    private void look(int mine, Info info, boolean full, long nextNanos) {
        try {
            disk.submit(disk.lanes() - 1, () -> {
                boolean room = full && hasRoom();
                List<FileFacts> now = full ? List.of() : facts(info);
                timeline.post(new Event.Command(() -> looked(mine, info, full, nextNanos, room, now)));
            });
        } catch (RejectedExecutionException closed) {
            end();
        }
    }

    private boolean hasRoom() {
        try {
            return disk.usableBytes(folder) > ROOM_BYTES;
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

    private void looked(int mine, Info info, boolean full, long nextNanos, boolean room, List<FileFacts> now) {
        if (mine != attempt) {
            return;
        }
        List<FileFacts> earlier = before;
        before = now;
        if (room || (earlier != null && !earlier.equals(now))) {
            end();
            again.run();
            return;
        }
        long later = Math.min(nextNanos * 2, LOOK_INTERVAL_NANOS);
        timeline.postAfter(nextNanos, new Event.Command(() -> {
            if (mine == attempt) {
                look(mine, info, full, later);
            }
        }));
    }
}
