package io.github.enxame.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A host's way out: one segment at a time, the links that have something to send by turns. */
final class Uplink {
    private final Simulation simulation;
    private final double bytesPerSecond;
    private final Deque<SimLink> waiting = new ArrayDeque<>();
    private boolean busy;

    Uplink(Simulation simulation, double bytesPerSecond) {
        this.simulation = simulation;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** The link has something to send. Called once until the link has been asked for it. */
    void ready(SimLink link) {
        waiting.add(link);
        if (!busy) {
            next();
        }
    }

    private void next() {
        busy = false;
        while (!busy && !waiting.isEmpty()) {
            SimLink link = waiting.remove();
            @Nullable Segment segment = link.take();
            if (segment != null) {
                busy = true;
                long nanos = (long) (segment.bytes() * 1e9 / bytesPerSecond);
                simulation.after(nanos, Simulation.FOREVER, () -> {
                    link.left(segment);
                    next();
                });
            }
        }
    }
}
