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

    private record Asked(PeerSession session, Source source) {}

    private final Swarm swarm;
    private final SectionChoice sections;
    private final Set<PeerSession> hungry = new LinkedHashSet<>();
    private final Hedges hedges;
    private boolean fillNeeded;

    /** As of the last time that all were looked at; that is ten times a second at least. */
    private boolean plenty;

    private double fastest;

    Requester(Swarm swarm, SectionChoice sections) {
        this.swarm = swarm;
        this.sections = sections;
        this.hedges = new Hedges(swarm);
    }

    /** These sections go before all else. */
    void readFirst(List<Integer> wanted) {
        sections.readFirst(wanted);
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
        if ((fillNeeded || !hungry.isEmpty())
                && swarm.running()
                && !swarm.holdings().satisfied()) {
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
        hedges.begin();
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
        long missing = swarm.holdings().wantedMissingBytes();
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
                    .pick(
                            session.downloads().offered(),
                            piece -> swarm.suspects().mayBring(piece, session),
                            sections.preferred(session, source, finishNanos));
            if (block == Picker.NONE) {
                if (!plenty) {
                    hedges.ask(session, source, depth, fastest, now);
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
}
