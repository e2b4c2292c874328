package io.github.enxame.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who watch one torrent. Each has a thread of its own and sees the latest snapshot, so none can hold the loop up. */
final class Watchers {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    private final ConcurrentLinkedQueue<Watcher> watchers = new ConcurrentLinkedQueue<>();

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    Torrent.Watch add(Consumer<Snapshot> consumer) {
        Watcher watcher = new Watcher(consumer);
        watchers.add(watcher);
        Thread.ofVirtual().name("enxame-watch").start(watcher);
        return () -> {
            watchers.remove(watcher);
            watcher.offer(null);
        };
    }

    void publish(Snapshot snapshot) {
        watchers.forEach(watcher -> watcher.offer(snapshot));
    }

    void close() {
        watchers.forEach(watcher -> watcher.offer(null));
        watchers.clear();
    }

    private static final class Watcher implements Runnable {
        private final Consumer<Snapshot> consumer;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private @Nullable Snapshot latest;
        private boolean ended;

        Watcher(Consumer<Snapshot> consumer) {
            this.consumer = consumer;
        }

        /** Leaves a snapshot to be seen; null for none any more. */
        void offer(@Nullable Snapshot snapshot) {
            lock.lock();
            try {
                if (snapshot == null) {
                    ended = true;
                } else {
                    latest = snapshot;
                }
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            Snapshot snapshot = next();
            while (snapshot != null) {
                show(snapshot);
                snapshot = next();
            }
        }

        private void show(Snapshot snapshot) {
            try {
                consumer.accept(snapshot);
            } catch (RuntimeException | Error e) {
                // It may do better with the next one.
                LOG.log(System.Logger.Level.WARNING, "a watcher of a torrent failed", e);
            }
        }

        private @Nullable Snapshot next() {
            lock.lock();
            try {
                while (latest == null && !ended) {
                    news.awaitUninterruptibly();
                }
                Snapshot snapshot = latest;
                latest = null;
                return snapshot;
            } finally {
                lock.unlock();
            }
        }
    }
}
