package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One tracker of one swarm: what it was told, and when it may be asked again. */
final class TrackerState {
    static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The longest wait after a failure. */
    static final long MAX_RETRY_NANOS = TimeUnit.MINUTES.toNanos(10);

    static final long REFUSED_RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);
    static final long NEVER_RETRY_NANOS = TimeUnit.HOURS.toNanos(24);
    /** The least time between announces, whatever a tracker says. */
    static final long MIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    static final long UNSAID_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(30);

    /** The longest interval, minimum interval or retry of a tracker that is taken as it is; a longer one counts as this. */
    static final long MAX_INTERVAL_NANOS = TimeUnit.HOURS.toNanos(24);

    private static final int MAX_DOUBLINGS = 20;

    private final URI url;
    private final int tier;
    private AnnounceEvent sent = AnnounceEvent.REGULAR;
    private boolean inFlight;
    private long sentNanos = Long.MIN_VALUE;
    /** It answered {@code started}, so it is owed {@code completed} and {@code stopped}. */
    private boolean told;

    private boolean completedOwed;
    private boolean stopOwed;
    /** Failures keep it from being asked before this. */
    private long retryNanos = Long.MIN_VALUE;
    /** Its minimum interval keeps it from being asked for peers before this. */
    private long leastNanos = Long.MIN_VALUE;

    /** Whether it named a minimum interval, not only one. */
    private boolean leastSaid;

    /** How often in a row it was asked before its interval was over, as it named no minimum. */
    private int earlyAsks;

    private long dueNanos = Long.MIN_VALUE;
    private int failures;
    private String trackerId = "";
    private String message = "";
    private int seeds = AnnounceReply.UNKNOWN;
    private int leeches = AnnounceReply.UNKNOWN;

    TrackerState(URI url, int tier) {
        this.url = url;
        this.tier = tier;
    }

    URI url() {
        return url;
    }

    int tier() {
        return tier;
    }

    boolean inFlight() {
        return inFlight;
    }

    /** When it was last asked; {@link Long#MIN_VALUE} for never. */
    long sentNanos() {
        return sentNanos;
    }

    /** It may be asked for peers from then on. */
    long readyNanos() {
        return Math.max(retryNanos, leastNanos);
    }

    /** Whether it knows us, answered the last time, and is not being asked. */
    boolean answering() {
        return told && failures == 0 && !inFlight;
    }

    /** It may be asked at once, once, unless it named a minimum interval. */
    void hurry() {
        if (!leastSaid) {
            leastNanos = Long.MIN_VALUE;
        }
    }

    /** It is not to be asked for peers before this. */
    void hold(long untilNanos) {
        leastNanos = Math.max(leastNanos, untilNanos);
    }

    boolean owesCompleted() {
        return completedOwed && told && !inFlight;
    }

    /** {@code completed} does not wait for the minimum interval, only for a failing tracker's retry. */
    long retryNanos() {
        return retryNanos;
    }

    boolean owesStop() {
        return stopOwed && told && !inFlight;
    }

    void start() {
        stopOwed = false;
    }

    void stop() {
        stopOwed = true;
    }

    /** A {@code started} that is on its way said that something was left, so it is followed by {@code completed} too. */
    void completed() {
        completedOwed = told || (inFlight && sent == AnnounceEvent.STARTED);
    }

    DueAnnounce sendRegular(long nowNanos) {
        return send(told ? AnnounceEvent.REGULAR : AnnounceEvent.STARTED, nowNanos);
    }

    DueAnnounce sendCompleted(long nowNanos) {
        return send(AnnounceEvent.COMPLETED, nowNanos);
    }

    DueAnnounce sendStopped(long nowNanos) {
        return send(AnnounceEvent.STOPPED, nowNanos);
    }

    private DueAnnounce send(AnnounceEvent event, long nowNanos) {
        if (event == AnnounceEvent.STARTED) {
            completedOwed = false;
        }
        inFlight = true;
        sentNanos = nowNanos;
        sent = event;
        return new DueAnnounce(url, event, trackerId);
    }

    /** Returns the nanoseconds to the next regular announce. */
    long answered(AnnounceReply.Peers reply, long nowNanos) {
        landed();
        told = sent != AnnounceEvent.STOPPED;
        completedOwed = completedOwed && sent != AnnounceEvent.COMPLETED;
        failures = 0;
        retryNanos = Long.MIN_VALUE;
        message = reply.warning();
        seeds = reply.seeds();
        leeches = reply.leeches();
        trackerId = reply.trackerId().isEmpty() ? trackerId : reply.trackerId();
        long interval = reply.intervalSeconds() == 0
                ? UNSAID_INTERVAL_NANOS
                : clamp(TimeUnit.SECONDS.toNanos(reply.intervalSeconds()));
        if (sent == AnnounceEvent.REGULAR) {
            earlyAsks = !leastSaid && sentNanos < dueNanos ? Math.min(earlyAsks + 1, MAX_DOUBLINGS) : 0;
        }
        leastSaid = reply.minIntervalSeconds() > 0;
        long least = leastSaid
                ? clamp(TimeUnit.SECONDS.toNanos(reply.minIntervalSeconds()))
                : Math.min(interval, TrackerTiers.HUNGRY_UNSAID_NANOS << earlyAsks);
        leastNanos = nowNanos + least;
        long next = Math.max(interval, least);
        dueNanos = nowNanos + next;
        return next;
    }

    void refused(AnnounceReply.Failure reply, long nowNanos, RandomGenerator random) {
        failed("the tracker " + UrlParts.shown(url) + " refuses: " + reply.reason(), nowNanos, random);
        long retry =
                switch (reply.retrySeconds()) {
                    case AnnounceReply.Failure.RETRY_NEVER -> NEVER_RETRY_NANOS;
                    case AnnounceReply.Failure.RETRY_UNSAID -> REFUSED_RETRY_NANOS;
                    default -> clamp(TimeUnit.SECONDS.toNanos(reply.retrySeconds()));
                };
        retryNanos = Math.max(retryNanos, nowNanos + retry);
    }

    /** Doubles the wait, up to a cap, for ever; from half to all of it, so that a crowd does not come back at once. */
    void failed(String why, long nowNanos, RandomGenerator random) {
        landed();
        message = why;
        long wait = Math.min(MAX_RETRY_NANOS, FIRST_RETRY_NANOS << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        retryNanos = nowNanos + wait / 2 + random.nextLong(wait / 2 + 1);
    }

    /** Whatever came of it; a {@code stopped} is tried once. */
    private void landed() {
        inFlight = false;
        if (sent == AnnounceEvent.STOPPED) {
            told = false;
        }
    }

    TrackerStatus status() {
        return new TrackerStatus(url, told && failures == 0, failures, message, seeds, leeches);
    }

    private static long clamp(long nanos) {
        return Math.max(MIN_INTERVAL_NANOS, Math.min(nanos, MAX_INTERVAL_NANOS));
    }
}
