package io.github.enxame.node.rest;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks twice a second how all torrents are, once for all who read, and not at all while nobody does. */
final class TorrentsFeed implements AutoCloseable {
    /** Time between two looks. */
    static final long PAUSE_NANOS = 500_000_000L;

    private final Supplier<String> source;

    // Guarded by this object's monitor.
    private int readers;
    private boolean closed;
    private @Nullable Latest<String> current;

    TorrentsFeed(Supplier<String> source) {
        this.source = source;
    }

    /** Begins to read. */
    synchronized Reading read() {
        Latest<String> latest = current;
        if (latest == null) {
            latest = new Latest<>();
            current = latest;
            latest.set(source.get());
            begin(latest);
        }
        readers++;
        if (closed) {
            latest.end();
        }
        return new Reading(latest);
    }

    private void begin(Latest<String> latest) {
        Thread.ofVirtual().name("torrents-feed").start(() -> {
            try {
                while (!latest.isEnded()) {
                    latest.rest(PAUSE_NANOS);
                    latest.set(source.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                System.getLogger(TorrentsFeed.class.getName())
                        .log(System.Logger.Level.WARNING, "the list of torrents cannot be followed", e);
                latest.end();
            }
        });
    }

    private synchronized void left(Latest<String> latest) {
        readers--;
        if (readers == 0) {
            latest.end();
            current = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            current.end();
        }
    }

    /** One reader's part of the feed. */
    final class Reading implements AutoCloseable {
        private final Latest<String> latest;

        private Reading(Latest<String> latest) {
            this.latest = latest;
        }

        Latest<String> latest() {
            return latest;
        }

        @Override
        public void close() {
            left(latest);
        }
    }
}
