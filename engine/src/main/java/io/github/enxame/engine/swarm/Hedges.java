package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.schedule.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Blocks that are asked of a second peer as the first will bring them late. What is merely slow is asked twice for a few
 * blocks in a hundred at most; what is late, always. Owned by the loop.
 */
final class Hedges {
    private static final int MOST_HOLDERS = 3;
    private static final int LEAST_HEDGES = 2;
    private static final int HEDGES_PERCENT = 3;
    private static final long LEAST_GAIN_NANOS = 3_000_000L;

    /** How many of the blocks that come last are looked at for one peer, so that each costs as much in any swarm. */
    private static final int REACH = 256;

    /** A block that a peer was asked for, when it should come, and whether that peer is late already. */
    private record Awaited(int block, PeerSession from, long arrivalNanos, boolean late) {}

    private final Swarm swarm;
    private final List<Awaited> lastFirst = new ArrayList<>();
    private boolean known;
    private int hedged;

    Hedges(Swarm swarm) {
        this.swarm = swarm;
    }

    /** All peers are about to be asked: what they were asked for so far is looked at anew. */
    void begin() {
        lastFirst.clear();
        known = false;
    }

    /** Asks for the blocks that would come last of those asked of others, if this peer would bring them clearly sooner. */
    void ask(PeerSession session, Source asked, int depth, double fastest, long nowNanos) {
        look(fastest, nowNanos);
        Source source = asked;
        while (session.pipeline().size() < depth
                && !session.downloads().snubbed()
                && swarm.rates().mayRequest(nowNanos)) {
            long own = source.arrivalNanos(Swarm.BLOCK);
            int block = lastAfter(own + Math.max(LEAST_GAIN_NANOS, own / 2), session);
            if (block == Picker.NONE) {
                return;
            }
            hedged++;
            swarm.picker().request(block);
            session.downloads().request(block);
            source = source.plus(Swarm.BLOCK);
        }
    }

    private void look(double fastest, long nowNanos) {
        if (known) {
            return;
        }
        known = true;
        for (PeerSession session : swarm.connections().sessions()) {
            if (session.pipeline().size() > 0) {
                Source source = session.pace().source(fastest, nowNanos).withNothingOutstanding();
                boolean late = session.pace().late(nowNanos);
                for (int block : session.pipeline().blocks()) {
                    source = source.plus(Swarm.BLOCK);
                    lastFirst.add(new Awaited(block, session, source.arrivalNanos(0), late));
                }
            }
        }
        lastFirst.sort(Comparator.comparingLong(Awaited::arrivalNanos).reversed());
    }

    private int lastAfter(long nanos, PeerSession session) {
        int end = Math.min(REACH, lastFirst.size());
        for (int i = 0; i < end && lastFirst.get(i).arrivalNanos() > nanos; i++) {
            Awaited awaited = lastFirst.get(i);
            if (awaited.from() != session && (awaited.late() || mayStillHedge()) && worthIt(awaited.block(), session)) {
                return awaited.block();
            }
        }
        return Picker.NONE;
    }

    private boolean mayStillHedge() {
        return hedged < Math.max(LEAST_HEDGES, (long) swarm.holdings().blockCount() * HEDGES_PERCENT / 100);
    }

    private boolean worthIt(int block, PeerSession session) {
        int piece = swarm.holdings().pieceOf(block);
        return session.downloads().offers(piece)
                && !swarm.suspects().doubtful(piece)
                && !session.pipeline().contains(block)
                && swarm.picker().holders(block) < MOST_HOLDERS
                && !swarm.picker().received(block);
    }
}
