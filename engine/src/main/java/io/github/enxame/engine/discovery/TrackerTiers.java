package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.Id20;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Which of a swarm's trackers to announce to, and when (BEP 12): the trackers of a tier are shuffled once, one that answers
 * goes to the front of its tier, and a later tier is asked only when nobody in the earlier ones answers. Beyond BEP 12, one
 * that is slow to answer does not hold the next one back: after {@link #PATIENCE_NANOS} both are asked. Failed trackers are
 * asked again for ever, at intervals that double up to a cap.
 *
 * <p>Pure state: time comes in as nanoseconds of one timeline that never runs backwards. Runs on the engine loop.
 */
public final class TrackerTiers {
    /** How long an unanswered announce keeps the next tracker from being asked as well. */
    public static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Most trackers of one torrent; those after are ignored. */
    public static final int MAX_TRACKERS = 100;
    /** How soon a tracker that names no minimum interval may be asked again when peers are lacking. */
    public static final long HUNGRY_UNSAID_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long NEVER = Long.MAX_VALUE;
    private static final long FIRST_HUNGRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MOST_HUNGRY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private enum Phase {
        IDLE,
        ACTIVE,
        STOPPING
    }

    /** In the order in which they are asked. */
    private final List<TrackerState> trackers = new ArrayList<>();

    private final RandomGenerator random;
    private final AnnounceMemory memory;
    private final Id20 infoHash;
    private Phase phase = Phase.IDLE;
    /** When the swarm's next regular announce is due, to whichever tracker answers first. */
    private long dueNanos = NEVER;

    private long answeredNanos;
    private boolean hungry;
    private long hungryWaitNanos = FIRST_HUNGRY_NANOS;

    /**
     * The trackers of one torrent.
     *
     * @param tiers the tiers in order, as the metainfo has them; a tracker named twice counts once
     * @param random shuffles tiers and spreads retries
     */
    public TrackerTiers(List<List<URI>> tiers, RandomGenerator random) {
        this(tiers, random, new AnnounceMemory(), Id20.of(new byte[Id20.LENGTH]));
    }

    /**
     * The trackers of one torrent of an engine.
     *
     * @param memory what trackers said about earlier swarms of the same torrent
     * @param infoHash the torrent
     */
    public TrackerTiers(List<List<URI>> tiers, RandomGenerator random, AnnounceMemory memory, Id20 infoHash) {
        this.random = random;
        this.memory = memory;
        this.infoHash = infoHash;
        Set<URI> seen = new HashSet<>();
        for (int tier = 0; tier < tiers.size(); tier++) {
            List<URI> shuffled = new ArrayList<>(tiers.get(tier));
            Collections.shuffle(shuffled, random);
            for (URI url : shuffled) {
                if (seen.size() < MAX_TRACKERS && seen.add(url)) {
                    trackers.add(new TrackerState(url, tier));
                }
            }
        }
    }

    /** The peer joins the swarm, again perhaps: {@code started} is due as soon as each tracker allows. */
    public void start(long nowNanos) {
        if (phase != Phase.ACTIVE) {
            phase = Phase.ACTIVE;
            dueNanos = nowNanos;
            answeredNanos = nowNanos;
            trackers.forEach(tracker -> {
                tracker.start();
                tracker.hold(memory.untilNanos(tracker.url(), infoHash));
            });
        }
    }

    /** The download is complete: every tracker that knows us is told at once. Not for who had everything at the start. */
    public void completed() {
        trackers.forEach(TrackerState::completed);
    }

    /** The peer leaves the swarm: every tracker that knows us is told, once. */
    public void stop() {
        if (phase == Phase.ACTIVE) {
            phase = Phase.STOPPING;
            trackers.forEach(TrackerState::stop);
        }
    }

    /**
     * Says whether peers are lacking. While they are, trackers are asked as often as they allow, at first after five
     * seconds, then less often, at least every thirty; trackers that BEP 12 would leave alone are asked too.
     */
    public void hungry(boolean lacking) {
        if (hungry != lacking) {
            hungry = lacking;
            hungryWaitNanos = FIRST_HUNGRY_NANOS;
        }
    }

    /** Whether there is a tracker that {@link #early} would have asked. */
    public boolean mayBeEarly() {
        return phase == Phase.ACTIVE && trackers.stream().anyMatch(TrackerState::answering);
    }

    /**
     * There is a reason to believe that the tracker that answered last has somebody new to name: it is asked at once, or when
     * the minimum interval that it named is over, unless it is being asked or does not answer. The caller sees to it that
     * this is rare.
     */
    public void early(long nowNanos) {
        if (phase == Phase.ACTIVE) {
            trackers.stream().filter(TrackerState::answering).findFirst().ifPresent(tracker -> {
                tracker.hurry();
                dueNanos = nowNanos;
            });
        }
    }

    /** The announces to send now, each marked as sent; {@link #done} must follow for each. */
    public List<DueAnnounce> due(long nowNanos) {
        List<DueAnnounce> due = new ArrayList<>();
        switch (phase) {
            case IDLE -> {}
            case STOPPING ->
                trackers.stream()
                        .filter(TrackerState::owesStop)
                        .forEach(tracker -> due.add(tracker.sendStopped(nowNanos)));
            case ACTIVE -> {
                trackers.stream()
                        .filter(tracker -> tracker.owesCompleted() && nowNanos >= tracker.retryNanos())
                        .forEach(tracker -> due.add(tracker.sendCompleted(nowNanos)));
                if (nowNanos >= roundNanos() && nowNanos >= patientUntilNanos()) {
                    candidate(nowNanos).ifPresent(tracker -> due.add(tracker.sendRegular(nowNanos)));
                }
            }
        }
        return due;
    }

    /** When a regular announce is due, whoever gets it. */
    private long roundNanos() {
        return hungry ? Math.min(dueNanos, answeredNanos + hungryWaitNanos) : dueNanos;
    }

    /** An announce under way may answer until then. */
    private long patientUntilNanos() {
        long until = Long.MIN_VALUE;
        for (TrackerState tracker : trackers) {
            if (tracker.inFlight()) {
                until = Math.max(until, tracker.sentNanos() + PATIENCE_NANOS);
            }
        }
        return until;
    }

    /** The first in order; while peers are lacking, who was asked longest ago, for the first may know nobody who is there. */
    private Optional<TrackerState> candidate(long nowNanos) {
        Stream<TrackerState> ready =
                trackers.stream().filter(tracker -> !tracker.inFlight() && nowNanos >= tracker.readyNanos());
        return hungry ? ready.min(Comparator.comparingLong(TrackerState::sentNanos)) : ready.findFirst();
    }

    /**
     * When {@link #due} has something next, on the same timeline: {@link Long#MIN_VALUE} for now, {@link Long#MAX_VALUE}
     * for not before {@link #done} or another call changes things.
     */
    public long nextNanos() {
        return switch (phase) {
            case IDLE -> NEVER;
            case STOPPING -> trackers.stream().anyMatch(TrackerState::owesStop) ? Long.MIN_VALUE : NEVER;
            case ACTIVE -> Math.min(nextCompletedNanos(), nextRegularNanos());
        };
    }

    private long nextCompletedNanos() {
        return trackers.stream()
                .filter(TrackerState::owesCompleted)
                .mapToLong(TrackerState::retryNanos)
                .min()
                .orElse(NEVER);
    }

    private long nextRegularNanos() {
        long ready = trackers.stream()
                .filter(tracker -> !tracker.inFlight())
                .mapToLong(TrackerState::readyNanos)
                .min()
                .orElse(NEVER);
        return Math.max(ready, Math.max(roundNanos(), patientUntilNanos()));
    }

    /**
     * What came of an announce.
     *
     * @param tracker the tracker of the {@link DueAnnounce}
     */
    public void done(URI tracker, AnnounceResult result, long nowNanos) {
        for (TrackerState state : trackers) {
            if (state.inFlight() && state.url().equals(tracker)) {
                done(state, result, nowNanos);
                if (result instanceof AnnounceResult.Announced) {
                    memory.hold(tracker, infoHash, state.readyNanos());
                }
                return;
            }
        }
    }

    private void done(TrackerState state, AnnounceResult result, long nowNanos) {
        switch (result) {
            case AnnounceResult.Unreachable unreachable -> state.failed(unreachable.why(), nowNanos, random);
            case AnnounceResult.Announced announced -> {
                switch (announced.reply()) {
                    case AnnounceReply.Failure failure -> state.refused(failure, nowNanos, random);
                    case AnnounceReply.Peers peers -> answered(state, peers, nowNanos);
                }
            }
        }
    }

    /** Whether a tracker may be asked now about another info-hash of the same torrent. */
    public boolean mayAsk(URI tracker, Id20 other, long nowNanos) {
        return nowNanos >= memory.untilNanos(tracker, other);
    }

    /** What came of an announce of another info-hash of the same torrent: it waits by itself. */
    public void alsoDone(URI tracker, Id20 other, AnnounceResult result, long nowNanos) {
        if (result instanceof AnnounceResult.Announced announced) {
            TrackerState alone = new TrackerState(tracker, 0);
            switch (announced.reply()) {
                case AnnounceReply.Failure failure -> alone.refused(failure, nowNanos, random);
                case AnnounceReply.Peers peers -> alone.answered(peers, nowNanos);
            }
            memory.hold(tracker, other, alone.readyNanos());
        }
    }

    private void answered(TrackerState state, AnnounceReply.Peers reply, long nowNanos) {
        dueNanos = nowNanos + state.answered(reply, nowNanos);
        answeredNanos = nowNanos;
        hungryWaitNanos = hungry ? Math.min(MOST_HUNGRY_NANOS, hungryWaitNanos * 2) : FIRST_HUNGRY_NANOS;
        promote(state);
    }

    private void promote(TrackerState state) {
        trackers.remove(state);
        int at = 0;
        while (at < trackers.size() && trackers.get(at).tier() < state.tier()) {
            at++;
        }
        trackers.add(at, state);
    }

    /** Whether nothing is under way and, after {@link #stop}, nobody is left to be told. */
    public boolean quiet() {
        return trackers.stream().noneMatch(tracker -> tracker.inFlight() || tracker.owesStop());
    }

    /** How each tracker does, in the order in which they are asked. */
    public List<TrackerStatus> status() {
        return trackers.stream().map(TrackerState::status).toList();
    }
}
