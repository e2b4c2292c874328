package io.github.enxame.tracker.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.sqlite.ProgressHandler;

/** Ends a connection's query when its time is over. One query at a time; SQLite asks on the thread that runs it. */
final class QueryTimer extends ProgressHandler {
    /** Instructions of SQLite's machine between two looks at the clock: some 0.1 ms. */
    private static final int STEPS = 4000;

    private volatile boolean running;
    private volatile long endNanos;

    private QueryTimer() {}

    static QueryTimer of(Connection connection) throws SQLException {
        QueryTimer timer = new QueryTimer();
        ProgressHandler.setHandler(connection, STEPS, timer);
        return timer;
    }

    void begin(long millis) {
        endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        running = true;
    }

    void end() {
        running = false;
    }

    @Override
    protected int progress() {
        return running && System.nanoTime() - endNanos > 0 ? 1 : 0;
    }
}
