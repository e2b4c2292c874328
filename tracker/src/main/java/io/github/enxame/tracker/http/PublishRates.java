package io.github.enxame.tracker.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits how often and how much one network publishes: some hundred at once, as who shares a folder of documents does, and then
 * one a second. Safe for use from any thread.
 */
public final class PublishRates {
    /** Most publications of one network at once. */
    static final int MAX_BURST = 500;
    /** Seconds until one more may be published. */
    static final int SECONDS_PER_PUBLICATION = 1;
    /** Most bytes of .torrents of one network at once. */
    static final long MAX_BURST_BYTES = 128L << 20;
    /** Most publications of one network that are received or wait at once. */
    static final int MAX_PENDING = 8;
    /** Most networks that are remembered; the one that published longest ago is forgotten. */
    static final int MAX_NETWORKS = 20_000;

    private static final long BYTES_PER_SECOND = 256 << 10;

    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_NETWORKS;
        }
    };

    /** What one network may still publish. */
    private static final class Bucket {
        private double publications = MAX_BURST;
        private double bytes = MAX_BURST_BYTES;
        private int pending;
        private long filledNanos;
    }

    /**
     * Limits over a timeline.
     *
     * @param nanos as of {@link System#nanoTime}
     */
    public PublishRates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Lets a publication of {@code length} bytes begin, which {@link #end} ends.
     *
     * @return 0, or the seconds after which the network may try again
     */
    synchronized int begin(String network, long length) {
        Bucket bucket = filled(network);
        if (bucket.pending >= MAX_PENDING) {
            return 1;
        }
        double missing = Math.max(
                (1 - bucket.publications) * SECONDS_PER_PUBLICATION, (length - bucket.bytes) / BYTES_PER_SECOND);
        if (missing > 0) {
            return (int) Math.ceil(missing);
        }
        bucket.publications--;
        bucket.bytes -= length;
        bucket.pending++;
        return 0;
    }

    private Bucket filled(String network) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(network, _ -> {
            Bucket full = new Bucket();
            full.filledNanos = now;
            return full;
        });
        double seconds = (now - bucket.filledNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        bucket.publications = Math.min(MAX_BURST, bucket.publications + seconds / SECONDS_PER_PUBLICATION);
        bucket.bytes = Math.min(MAX_BURST_BYTES, bucket.bytes + seconds * BYTES_PER_SECOND);
        bucket.filledNanos = now;
        return bucket;
    }

    /** Ends a publication that began. */
    synchronized void end(String network) {
        Bucket bucket = buckets.get(network);
        if (bucket != null && bucket.pending > 0) {
            bucket.pending--;
        }
    }
}
