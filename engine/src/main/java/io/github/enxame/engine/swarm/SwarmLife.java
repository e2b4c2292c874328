package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.StoreException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How a swarm goes from one {@link SwarmPhase} to the next: opened, paused, resumed, failed, closed. Owned by the loop.
 */
final class SwarmLife {
    private final Swarm swarm;
    private final Announcing announcing;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private SwarmPhase phase;
    private boolean pauseWanted;
    private boolean filesClosed;

    SwarmLife(Swarm swarm, Announcing announcing, Subject subject) {
        this.swarm = swarm;
        this.phase = subject.metainfo().isPresent() ? new SwarmPhase.Checking(0) : new SwarmPhase.Fetching();
        this.announcing = announcing;
    }

    SwarmPhase phase() {
        return phase;
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

    void opened(BitSet verified) {
        if (!(phase instanceof SwarmPhase.Checking)) {
            return;
        }
        swarm.holdings().opened(verified);
        phase = new SwarmPhase.Running();
        if (swarm.holdings().complete()) {
            swarm.milestones().complete(swarm.nanos());
        }
        announcing.start();
        swarm.anteroom().leave();
        swarm.changed();
        swarm.dial();
        if (pauseWanted) {
            pause();
        }
    }

    /** While the disk is being looked at, it pauses as soon as that is over. */
    void pause() {
        pauseWanted = true;
        if (swarm.running()) {
            phase = new SwarmPhase.Paused();
            leave("paused");
            swarm.changed();
        }
    }

    void resume() {
        pauseWanted = false;
        if (phase instanceof SwarmPhase.Paused) {
            phase = swarm.fetching().active() ? new SwarmPhase.Fetching() : new SwarmPhase.Running();
            announcing.start();
            swarm.dial();
            swarm.changed();
        }
    }

    void failed(StoreException error) {
        if (phase instanceof SwarmPhase.Failed || phase instanceof SwarmPhase.Closed) {
            return;
        }
        phase = new SwarmPhase.Failed(error);
        leave("the files cannot be read or written");
        swarm.changed();
    }

    void close(Runnable closed) {
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
