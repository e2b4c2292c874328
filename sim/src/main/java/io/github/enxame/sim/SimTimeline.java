package io.github.enxame.sim;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The simulation's queue as one engine sees it. Events gather in a mailbox; some microseconds later, more or fewer by
 * chance, the loop takes a turn and handles those that are there.
 */
final class SimTimeline implements Timeline {
    /** What the loop's turns are told to, around each event. */
    interface Observer {
        void before(Event event);

        void turnEnded();

        /** May be where the machine dies. */
        void mayDie();
    }

    private static final long EPOCH_MILLIS = 1_795_000_000_000L;
    private static final long MOST_WAIT_NANOS = 200_000;

    private final Simulation simulation;
    private final Life life;
    private final RandomGenerator random;
    private final Observer observer;
    private final Deque<Event> mailbox = new ArrayDeque<>();
    private @Nullable Loop loop;
    private boolean turnDue;
    private boolean closed;
    private long shiftMillis;
    private long awakeNanos;

    /** How long the clock stood still in earlier sleeps. */
    private long stoodNanos;

    /** The last sleep in which it stands still, in the simulation's time. */
    private long stopNanos;

    private long goNanos;

    SimTimeline(Simulation simulation, Life life, RandomGenerator random, Observer observer) {
        this.simulation = simulation;
        this.life = life;
        this.random = random;
        this.observer = observer;
    }

    @Override
    public long nanos() {
        long now = simulation.nanos();
        return now - stoodNanos - (Math.min(now, goNanos) - stopNanos);
    }

    @Override
    public long epochMillis() {
        return EPOCH_MILLIS + shiftMillis + simulation.nanos() / 1_000_000;
    }

    /** Somebody sets the clock on the wall, so many milliseconds from what it was. */
    void setClock(long millis) {
        shiftMillis += millis;
    }

    /** The machine sleeps for so long, unless it does already; its clock may stand still meanwhile. */
    void sleep(long nanos, boolean clockStops) {
        long now = simulation.nanos();
        if (now < awakeNanos) {
            return;
        }
        suspend(nanos);
        if (clockStops) {
            stoodNanos += goNanos - stopNanos;
            stopNanos = now;
            goNanos = awakeNanos;
        }
    }

    /** The loop stands still for so long. */
    void suspend(long nanos) {
        awakeNanos = Math.max(awakeNanos, simulation.nanos() + nanos);
    }

    @Override
    public void start(Loop taker) {
        loop = taker;
        turnSoon();
    }

    @Override
    public void post(Event event) {
        observer.mayDie();
        if (!closed) {
            mailbox.add(event);
            turnSoon();
        }
    }

    @Override
    public void postAfter(long delayNanos, Event event) {
        postAt(nanos() + delayNanos, event);
    }

    /** A clock that stood still meanwhile has the event come later. */
    private void postAt(long dueNanos, Event event) {
        simulation.after(dueNanos - nanos(), life, () -> {
            if (nanos() < dueNanos) {
                postAt(dueNanos, event);
            } else {
                post(event);
            }
        });
    }

    private void turnSoon() {
        if (loop != null && !turnDue && !mailbox.isEmpty()) {
            turnDue = true;
            simulation.after(random.nextLong(MOST_WAIT_NANOS), life, this::turn);
        }
    }

    private void turn() {
        Loop taker = loop;
        if (taker == null) {
            return;
        }
        if (simulation.nanos() < awakeNanos) {
            simulation.after(awakeNanos - simulation.nanos(), life, this::turn);
            return;
        }
        for (Event event = mailbox.poll(); event != null && !closed; event = mailbox.poll()) {
            observer.before(event);
            taker.dispatch(event);
        }
        taker.turnEnded();
        observer.turnEnded();
        turnDue = false;
        turnSoon();
    }

    @Override
    public void close() {
        closed = true;
        mailbox.clear();
    }
}
