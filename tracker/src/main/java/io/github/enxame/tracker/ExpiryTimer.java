package io.github.enxame.tracker;

import io.github.enxame.tracker.swarm.AnnounceService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Has silent peers forgotten when nobody announces any more, so that the memory they took is given back. */
final class ExpiryTimer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExpiryTimer.class.getName());
    private static final long EXPIRY_INTERVAL_SECONDS = 30;

    private final AnnounceService announces;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor thread;

    ExpiryTimer(AnnounceService announces, LongSupplier nanos) {
        this.announces = announces;
        this.nanos = nanos;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("tracker-expiry").factory());
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                this::expire, EXPIRY_INTERVAL_SECONDS, EXPIRY_INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** A task that throws would not be run again. */
    private void expire() {
        try {
            announces.expire(nanos.getAsLong());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.WARNING, "Silent peers were not forgotten; this is tried again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
