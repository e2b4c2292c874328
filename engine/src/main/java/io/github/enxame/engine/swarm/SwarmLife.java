package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How a swarm goes from one {@link SwarmPhase} to the next: opened, paused, resumed, failed, closed. Owned by the loop.
 */
public final class SwarmLife {
    private final Swarm swarm;
    private final Announcing announcing;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private SwarmPhase phase;
    private boolean pauseWanted;
    private boolean queued;
    private boolean filesClosed;

    SwarmLife(Swarm swarm, Announcing announcing, Subject subject) {
        this.swarm = swarm;
        this.phase = subject.metainfo().isPresent() ? new SwarmPhase.Checking(0) : new SwarmPhase.Fetching();
        this.announcing = announcing;
    }

    /** How far it has come. */
    public SwarmPhase phase() {
        return phase;
    }

    /**
     * Looks at the disk and asks the trackers: both at once to download; one after the other to seed, so that the first
     * announce already says that everything is here.
     */
    public void start(boolean toSeed) {
        swarm.holdings().store().open();
        if (!toSeed && !pauseWanted) {
            announcing.start();
        }
        Subject subject = swarm.subject();
        subject.metainfo().ifPresent(swarm.connections()::learnWebSeeds);
        if (!subject.isPrivate()) {
            subject.peers().forEach(peer -> swarm.connections().learn(peer, PeerSource.TORRENT));
        }
    }

    void checking(long checkedBytes) {
        if (phase instanceof SwarmPhase.Checking) {
            phase = new SwarmPhase.Checking(checkedBytes);
        }
    }

    /** It is known what it is about: what is on disk is looked at next. */
    void learned() {
        phase = new SwarmPhase.Checking(0);
    }

    void opened(BitSet verified, Selection wanted) {
        if (!(phase instanceof SwarmPhase.Checking)) {
            return;
        }
        swarm.holdings().opened(verified);
        swarm.choice().opened(wanted);
        phase = new SwarmPhase.Running();
        if (swarm.holdings().satisfied()) {
            swarm.milestones().complete(swarm.nanos());
        }
        swarm.serving().offer().opened();
        if (!pauseWanted) {
            announcing.start();
        }
        swarm.anteroom().leave();
        if (pauseWanted) {
            stop(queued);
            return;
        }
        swarm.changed();
        swarm.dial();
    }

    /** Disconnects from everybody until {@link #resume}; while the disk is being looked at, as soon as that is over. */
    public void pause() {
        stop(false);
    }

    /** The same, but it is its turn in a queue that it waits for, not its user. */
    public void queue() {
        stop(true);
    }

    /** Whether it waits for its turn. */
    public boolean queued() {
        return queued && phase instanceof SwarmPhase.Paused;
    }

    private void stop(boolean untilItsTurn) {
        pauseWanted = true;
        queued = untilItsTurn;
        if (swarm.running()) {
            phase = new SwarmPhase.Paused();
            leave("paused");
        }
        swarm.changed();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        pauseWanted = false;
        queued = false;
        if (phase instanceof SwarmPhase.Paused) {
            phase = swarm.fetching().active() ? new SwarmPhase.Fetching() : new SwarmPhase.Running();
            announcing.start();
            swarm.dial();
            swarm.changed();
        }
    }

    /** What the magnet link leads to cannot be used: it ends there. {@code why} is for people. */
    public void unusable(String why) {
        failed(new StoreException(StoreException.Reason.UNUSABLE, why, null));
    }

    /** There is no room for what the magnet link leads to: it ends there. {@code why} is for people. */
    void tooLarge(String why) {
        failed(new StoreException(StoreException.Reason.TORRENT_TOO_LARGE, why, null));
    }

    void failed(StoreException error) {
        if (phase instanceof SwarmPhase.Failed || phase instanceof SwarmPhase.Closed) {
            return;
        }
        phase = new SwarmPhase.Failed(error);
        leave("the files cannot be read or written");
        swarm.changed();
    }

    /** An error in this program: nothing here can be relied upon any more. */
    void broken(Throwable error) {
        failed(new StoreException(
                StoreException.Reason.MEDIUM,
                "\"" + swarm.subject().name() + "\" met an error of Enxame itself: " + error
                        + ". Resume it to start over from what is on disk.",
                error));
    }

    /** Ends it; {@code closed} runs on the loop once the files are. */
    public void close(Runnable closed) {
        if (filesClosed) {
            closed.run();
            return;
        }
        whenClosed.add(closed);
        if (phase instanceof SwarmPhase.Closed) {
            return;
        }
        phase = new SwarmPhase.Closed();
        leave("closed");
        swarm.holdings().store().close(() -> swarm.world().timeline().post(new Event.Command(this::filesClosed)));
        swarm.changed();
    }

    private void filesClosed() {
        filesClosed = true;
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }

    private void leave(String reason) {
        announcing.stop();
        List.copyOf(swarm.connections().sessions())
                .forEach(session -> swarm.connections().disconnect(session, reason));
        swarm.holdings().store().sync();
    }
}
