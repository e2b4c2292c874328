package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreListener;
import java.util.BitSet;
import java.util.List;

/** Turns what the store tells, on a disk thread, into events of the loop. */
final class StoreEvents implements StoreListener {
    private final Swarm swarm;
    private final Timeline timeline;

    StoreEvents(Swarm swarm, Timeline timeline) {
        this.swarm = swarm;
        this.timeline = timeline;
    }

    @Override
    public void checking(long checked, long total) {
        timeline.post(new Event.Checking(swarm, checked));
    }

    @Override
    public void opened(BitSet verified, Selection wanted) {
        timeline.post(new Event.StoreOpened(swarm, verified, wanted));
    }

    @Override
    public void verified(int piece, List<BlockDigest> blockDigests) {
        timeline.post(new Event.PieceVerified(swarm, piece, blockDigests));
    }

    @Override
    public void corrupt(int piece, List<BlockDigest> blockDigests) {
        timeline.post(new Event.PieceCorrupt(swarm, piece, blockDigests));
    }

    @Override
    public void durable(int pieces) {
        timeline.post(new Event.Durable(swarm, pieces));
    }

    @Override
    public void finished() {
        timeline.post(new Event.Finished(swarm));
    }

    @Override
    public void lost(BitSet pieces, StoreException why) {
        timeline.post(new Event.PiecesLost(swarm, pieces, why));
    }

    @Override
    public void found(BitSet pieces) {
        timeline.post(new Event.PiecesFound(swarm, pieces));
    }

    @Override
    public void failed(StoreException error) {
        timeline.post(new Event.StoreFailed(swarm, error));
    }
}
