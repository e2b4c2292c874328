package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Choker;
import java.util.List;

/**
 * What a swarm does because time passes, not because something happened: announces, dials, gives the upload slots anew,
 * looks after silent peers, makes what is verified durable and keeps links alive. Owned by the loop.
 */
final class Upkeep {
    private static final long SYNC_NANOS = 1_000_000_000L;

    /** How often it is looked whether finished files are as they were, where the swarm is looked after so often. */
    private static final long LOOK_NANOS = 10_000_000_000L;

    /** How often a swarm is looked after that has everything, and gives whoever asks what it asks for, if something is due. */
    private static final long SERVING_NANOS = 1_000_000_000L;

    /** The same when nothing is due and nothing happens: what is left are those who hear nothing of us for long. */
    private static final long IDLING_NANOS = 5_000_000_000L;

    /** The same for one that has nobody to give it to, but knows whom to dial. */
    private static final long CALM_NANOS = 2_000_000_000L;

    /** The same for one that knows nobody: there may be thousands of them. */
    private static final long LONELY_NANOS = 60_000_000_000L;

    /** When nobody has brought anything for so long, those who are connected may be dead: others are looked for. */
    private static final long STARVED_NANOS = 5_000_000_000L;

    private final Swarm swarm;
    private final Announcing announcing;
    private final Serving serving;
    private long lastBlockNanos;
    private long nextRoundNanos;
    private long nextSyncNanos;
    private long nextLookNanos;
    private long lookedNanos;
    private long happenedNanos;

    Upkeep(Swarm swarm, Announcing announcing, Serving serving) {
        this.swarm = swarm;
        this.announcing = announcing;
        this.serving = serving;
    }

    /** A block came that was missing. */
    void blockCame(long nowNanos) {
        lastBlockNanos = nowNanos;
    }

    /** Something happened: what is due may be due sooner. */
    void stir() {
        happenedNanos = swarm.nanos();
    }

    /** Some time passed: what is late is looked after. */
    void tick() {
        long now = swarm.nanos();
        lookedNanos = now;
        List<PeerSession> sessions = swarm.connections().sessions();
        boolean lacking = !swarm.holdings().satisfied();
        boolean starved = now - lastBlockNanos >= STARVED_NANOS;
        announcing.hungry(swarm.running() && lacking && (starved || lonely(sessions)));
        announcing.run();
        if (!swarm.running()) {
            return;
        }
        swarm.dial();
        swarm.fetching().tick();
        swarm.peerExchange().tick();
        serving.offer().tick();
        if (now >= nextRoundNanos) {
            // From when it was due, so that turns do not get longer by what a tick is late.
            nextRoundNanos = Math.max(nextRoundNanos, now - Choker.ROUND_NANOS / 2) + Choker.ROUND_NANOS;
            serving.round();
        }
        if (lacking) {
            swarm.requester().dropSnubbed(now);
            swarm.mustFill();
        }
        if (now >= nextSyncNanos) {
            nextSyncNanos = now + SYNC_NANOS;
            swarm.holdings().store().sync();
        }
        if (now >= nextLookNanos && swarm.inPlace()) {
            nextLookNanos = now + LOOK_NANOS;
            swarm.holdings().store().look();
        }
        sessions.forEach(session -> session.keepAlive(now));
        serving.tick();
    }

    private boolean lonely(List<PeerSession> sessions) {
        return sessions.stream()
                .noneMatch(session ->
                        session.pieces().wanted() > 0 || swarm.fetching().offers(session));
    }

    /** Until when there is nothing to look after, unless something happens. */
    long restUntilNanos() {
        if (announcing.busy() || busy()) {
            return Long.MIN_VALUE;
        }
        return Math.min(lookedNanos + restNanos(), announcing.nextNanos());
    }

    /** When something is due that peers who are there wait for, as far as nothing happens. */
    private long dueNanos() {
        long news =
                Math.min(swarm.peerExchange().nextNanos(), swarm.connections().nextDialNanos());
        return Math.min(news, nextRoundNanos);
    }

    /** Whether it gets something, or gives what only time lets it give. */
    private boolean busy() {
        return swarm.running()
                && (!swarm.inPlace() || serving.waits() || serving.offer().superSeeds());
    }

    private long restNanos() {
        if (swarm.running() && !swarm.connections().sessions().isEmpty()) {
            boolean idles = lookedNanos - happenedNanos >= SERVING_NANOS;
            long soonest = lookedNanos + SERVING_NANOS;
            return (idles ? Math.clamp(dueNanos(), soonest, lookedNanos + IDLING_NANOS) : soonest) - lookedNanos;
        }
        return swarm.connections().book().records().isEmpty() ? LONELY_NANOS : CALM_NANOS;
    }
}
