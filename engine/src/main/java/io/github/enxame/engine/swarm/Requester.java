package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.schedule.Shares;
import io.github.enxame.engine.schedule.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks peers for blocks so that everything is here soonest: each block goes to a peer that can bring it by the time all
 * would be done anyway ({@link Shares}), so a far peer gets a smaller share, and one too far gets none. When nothing is
 * left to ask for, a block that is late is asked of a peer that would bring it sooner. Owned by the loop.
 */
final class Requester {
    /** While this much time of work is left for all peers together, nobody is too far to help. */
    private static final double PLENTY_SECONDS = 3;

    private static final long DROPPED_NANOS = 30_000_000_000L;
    private static final int MOST_HOLDERS = 3;
    private static final int LEAST_HEDGES = 2;
    private static final int HEDGES_PERCENT = 3;
    private static final long LEAST_GAIN_NANOS = 3_000_000L;

    private record Asked(PeerSession session, Source source) {}

    private final Swarm swarm;
    private final SectionChoice sections;
    private final Set<PeerSession> hungry = new LinkedHashSet<>();
    private int hedged;
    private boolean fillNeeded;

    /** As of the last time that all were looked at; that is ten times a second at least. */
    private boolean plenty;

    private double fastest;

    Requester(Swarm swarm, SectionChoice sections) {
        this.swarm = swarm;
        this.sections = sections;
    }

    void forget(PeerSession session) {
        sections.forget(session);
        hungry.remove(session);
    }

    /**
     * At the end of the turn, asks this peer for blocks, as it brought some. While there is plenty to do its share depends on
     * nobody else, so that a block costs no more in a large swarm.
     */
    void mustFill(PeerSession session) {
        hungry.add(session);
    }

    /** At the end of the turn, asks for blocks. */
    void mustFill() {
        fillNeeded = true;
    }

    /** Asks for blocks if something happened that makes it necessary. */
    void turnEnded() {
        if (swarm.running() && !swarm.holdings().complete()) {
            long now = swarm.nanos();
            if (fillNeeded || (!plenty && !hungry.isEmpty())) {
                fill(now);
            } else {
                hungry.stream()
                        .filter(Requester::mayBeAsked)
                        .forEach(session -> fill(asked(session, now), Long.MAX_VALUE, Long.MAX_VALUE));
            }
        }
        fillNeeded = false;
        hungry.clear();
    }

    private static boolean mayBeAsked(PeerSession session) {
        return session.downloads().mayBeAsked() || session.downloads().mayBeAskedAlthoughChoking();
    }

    private Asked asked(PeerSession session, long nowNanos) {
        return new Asked(session, session.pace().source(fastest, nowNanos));
    }

    /** Fills the pipelines of all peers that can be asked. */
    private void fill(long nowNanos) {
        List<Asked> peers = new ArrayList<>();
        fastest = fastest();
        double rate = 0;
        for (PeerSession session : swarm.connections().sessions()) {
            if (session.downloads().mayBeAsked()) {
                Asked peer = asked(session, nowNanos);
                peers.add(peer);
                rate += peer.source().bytesPerSecond();
            } else if (session.downloads().mayBeAskedAlthoughChoking()) {
                // A few pieces are no share: nothing is planned with who chokes us.
                fill(asked(session, nowNanos), Long.MAX_VALUE, Long.MAX_VALUE);
            }
        }
        if (peers.isEmpty()) {
            return;
        }
        peers.sort(Comparator.comparingLong(asked -> asked.source().arrivalNanos(Swarm.BLOCK)));
        long missing = swarm.holdings().missingBytes();
        plenty = missing > rate * PLENTY_SECONDS;
        long finish = plenty
                ? Long.MAX_VALUE
                : Shares.finishNanos(
                        missing,
                        peers.stream()
                                .map(peer -> peer.source().withNothingOutstanding())
                                .toList());
        long limit = Long.MAX_VALUE;
        for (Asked peer : peers) {
            fill(peer, limit, finish);
            if (limit == Long.MAX_VALUE && !plenty) {
                limit = finish
                        + (long) (Swarm.BLOCK * 1e9 / peers.getFirst().source().bytesPerSecond());
            }
        }
    }

    private double fastest() {
        double most = 0;
        for (PeerSession session : swarm.connections().sessions()) {
            most = Math.max(most, session.pace().knownBytesPerSecond());
        }
        return most;
    }

    private void fill(Asked asked, long limitNanos, long finishNanos) {
        PeerSession session = asked.session();
        Source source = asked.source();
        int depth = session.downloads().depth();
        long now = swarm.nanos();
        while (session.pipeline().size() < depth
                && source.arrivalNanos(Swarm.BLOCK) <= limitNanos
                && swarm.rates().mayRequest(now)) {
            int block = swarm.picker()
                    .pick(piece -> mayBring(session, piece), sections.preferred(session, source, finishNanos));
            if (block == Picker.NONE) {
                if (!plenty) {
                    hedge(session, source, depth);
                }
                return;
            }
            session.downloads().request(block);
            source = source.plus(Swarm.BLOCK);
            int piece = swarm.holdings().pieceOf(block);
            if (swarm.suspects().doubtful(piece)) {
                source = source.plus((long) Swarm.BLOCK * askForRest(session, piece));
            }
        }
    }

    private boolean mayBring(PeerSession session, int piece) {
        return session.downloads().offers(piece) && swarm.suspects().mayBring(piece, session);
    }

    /** Asks one peer for all that is free of a doubtful piece, however deep its pipeline gets. Returns the number of blocks. */
    private int askForRest(PeerSession session, int piece) {
        swarm.suspects().bringer(piece, session);
        int asked = 0;
        int block = swarm.holdings().blockOf(piece, 0);
        for (int last = block + swarm.holdings().layout().blockCount(piece); block < last; block++) {
            boolean free = !swarm.picker().received(block) && swarm.picker().holders(block) == 0;
            if (free && session.downloads().hasRoom()) {
                swarm.picker().request(block);
                session.downloads().request(block);
                asked++;
            }
        }
        return asked;
    }

    /**
     * Asks for the block that would come last of those asked of others, if this peer would bring it clearly sooner. What
     * is merely slow is asked twice for a few blocks in a hundred at most; what is late, always.
     */
    private void hedge(PeerSession session, Source source, int depth) {
        long now = swarm.nanos();
        while (session.pipeline().size() < depth
                && !session.downloads().snubbed()
                && swarm.rates().mayRequest(now)) {
            long own = source.arrivalNanos(Swarm.BLOCK);
            int best = Picker.NONE;
            long latest = own + Math.max(LEAST_GAIN_NANOS, own / 2);
            for (PeerSession other : swarm.connections().sessions()) {
                boolean worthIt = mayStillHedge() || other.pace().late(now);
                if (other == session || other.pipeline().size() == 0 || !worthIt) {
                    continue;
                }
                Source holder = other.pace().source(fastest, now).withNothingOutstanding();
                for (int block : other.pipeline().blocks()) {
                    holder = holder.plus(Swarm.BLOCK);
                    if (holder.arrivalNanos(0) > latest && worthHedging(block, session)) {
                        latest = holder.arrivalNanos(0);
                        best = block;
                    }
                }
            }
            if (best == Picker.NONE) {
                return;
            }
            hedged++;
            swarm.picker().request(best);
            session.downloads().request(best);
            source = source.plus(Swarm.BLOCK);
        }
    }

    private boolean mayStillHedge() {
        return hedged < Math.max(LEAST_HEDGES, swarm.holdings().blockCount() * HEDGES_PERCENT / 100);
    }

    private boolean worthHedging(int block, PeerSession session) {
        return session.downloads().offers(swarm.holdings().pieceOf(block))
                && !swarm.suspects().doubtful(swarm.holdings().pieceOf(block))
                && !session.pipeline().contains(block)
                && swarm.picker().holders(block) < MOST_HOLDERS
                && !swarm.picker().received(block);
    }

    /**
     * Gives what silent peers were asked for to others, if there is anyone else to ask. After a longer silence a peer is
     * taken to have dropped what it was asked for, and is asked anew even when it is the only one.
     */
    void dropSnubbed(long nowNanos) {
        List<PeerSession> askable = swarm.connections().sessions().stream()
                .filter(Requester::mayBeAsked)
                .toList();
        for (PeerSession session : askable) {
            long overdueNanos = session.pace().overdueNanos(nowNanos);
            boolean silent = overdueNanos > session.pace().toleranceNanos()
                    && !session.downloads().snubbed()
                    && askable.size() > 1;
            if (silent || overdueNanos > DROPPED_NANOS) {
                session.downloads().snubbed(true);
                session.downloads().giveUp();
                mustFill();
            }
        }
    }

    /** How many blocks were asked of a second peer because the first was late. */
    int hedged() {
        return hedged;
    }
}
