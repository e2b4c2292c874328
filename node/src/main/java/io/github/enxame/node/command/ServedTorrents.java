package io.github.enxame.node.command;

import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Watches torrents that are served, says what of them is not served any more and when it is again. */
final class ServedTorrents implements AutoCloseable {
    /** A file that is being replaced is gone for a moment: so long nothing need be left before that is the end. */
    private static final double GRACE_SECONDS = 5;

    private final Consumer<String> note;
    private final List<Torrent.Watch> watches = new ArrayList<>();
    // All guarded by this.
    private final Map<Torrent, String> said = new HashMap<>();
    private final Set<Torrent> stopped = new HashSet<>();
    private final int count;
    private CompletableFuture<Void> noneLeft = new CompletableFuture<>();
    private CompletableFuture<Void> someLeft = new CompletableFuture<>();

    /** Begins to watch them; {@code note} prints a line. */
    ServedTorrents(List<Torrent> torrents, Consumer<String> note) {
        this.note = note;
        this.count = torrents.size();
        for (Torrent torrent : torrents) {
            watches.add(torrent.watch(snapshot -> seen(torrent, snapshot)));
        }
    }

    private synchronized void seen(Torrent torrent, Snapshot snapshot) {
        String problem = snapshot.problem().map(Snapshot.Problem::message).orElse("");
        String before = said.put(torrent, problem);
        if (!problem.isEmpty() && !problem.equals(before)) {
            note.accept("enxame: " + problem);
        } else if (problem.isEmpty() && before != null && !before.isEmpty() && snapshot.serving()) {
            note.accept(torrent.name() + " is served again.");
        } else if (problem.isEmpty() && before != null && !snapshot.serving()) {
            // It is being looked at again; what comes of that is said.
            said.put(torrent, before);
        }
        if (problem.isEmpty() || snapshot.serving()) {
            stopped.remove(torrent);
        } else {
            stopped.add(torrent);
        }
        if (stopped.size() == count) {
            noneLeft.complete(null);
            someLeft = someLeft.isDone() ? new CompletableFuture<>() : someLeft;
        } else {
            someLeft.complete(null);
            noneLeft = noneLeft.isDone() ? new CompletableFuture<>() : noneLeft;
        }
    }

    private synchronized CompletableFuture<Void> noneLeft() {
        return noneLeft;
    }

    private synchronized CompletableFuture<Void> someLeft() {
        return someLeft;
    }

    /** Waits until the user ends the program, or nothing has been left to serve for a while; false for that. */
    boolean await(Lifetime lifetime) throws InterruptedException {
        while (!lifetime.isEnded()) {
            if (lifetime.awaitAny(noneLeft()) && !lifetime.await(someLeft(), GRACE_SECONDS) && !lifetime.isEnded()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        watches.forEach(Torrent.Watch::close);
    }
}
