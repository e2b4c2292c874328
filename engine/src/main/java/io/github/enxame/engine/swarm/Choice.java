package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.Selection;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a torrent is wanted: which files, and which sections before all else. Once that is here, what is missing is of no
 * interest: a partial seed (BEP 21). Owned by the loop.
 */
public final class Choice {
    private final Swarm swarm;
    private Optional<Selection> byUser = Optional.empty();
    private Selection selection = Selection.everything();
    private List<Integer> sections = List.of();
    private boolean satisfied;
    private boolean whole;

    /** The pieces that are wanted, never changed; null for all. */
    private volatile @Nullable BitSet wantedPieces;

    Choice(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Which files are wanted. */
    public Selection selection() {
        Selection chosen = byUser.orElse(selection);
        return swarm.subject()
                .metainfo()
                .map(known -> chosen.within(known.info()))
                .orElse(chosen);
    }

    /** Whether a piece is wanted, here or not. On any thread. */
    boolean wants(int piece) {
        BitSet known = wantedPieces;
        return known == null || known.get(piece);
    }

    private void decide(Selection chosen) {
        selection = chosen;
        wantedPieces = chosen.equals(Selection.everything())
                ? null
                : swarm.subject()
                        .metainfo()
                        .map(known -> chosen.pieces(known.info()))
                        .orElse(null);
        swarm.holdings().select(chosen);
    }

    /** The user chooses files. What is here stays, and what of it was asked for of others is not waited for. */
    public void select(Selection wanted) {
        byUser = Optional.of(wanted);
        swarm.holdings().store().select(wanted);
        if (isOpen()) {
            apply();
        }
    }

    /** The user needs these sections of the plan first, in this order; their indexes are those in the plan. */
    public void readFirst(List<Integer> wanted) {
        sections = List.copyOf(wanted);
        swarm.requester().readFirst(sections);
        swarm.mustFill();
    }

    /** It is known now what there is to choose of. */
    void learned() {
        byUser.ifPresent(swarm.holdings().store()::select);
        swarm.requester().readFirst(sections);
    }

    /** The store is open; an earlier run may have been told what is wanted. */
    void opened(Selection recorded) {
        selection = recorded;
        decide(selection());
        swarm.requester().readFirst(sections);
        satisfied = swarm.holdings().satisfied();
        whole = swarm.holdings().complete();
    }

    private boolean isOpen() {
        return swarm.life().phase() instanceof SwarmPhase.Running
                || swarm.life().phase() instanceof SwarmPhase.Paused;
    }

    private void apply() {
        boolean before = satisfied;
        decide(selection());
        satisfied = swarm.holdings().satisfied();
        for (PeerSession session : swarm.connections().sessions()) {
            session.pieces().recount();
            session.downloads().dropUnwanted();
            session.downloads().updateInterest();
            if (satisfied != before) {
                Greeting.introduce(swarm, session);
            }
        }
        swarm.unplaced();
        swarm.mustFill();
        if (satisfied) {
            swarm.connections().partFromSeeds();
        } else {
            swarm.dial();
        }
        swarm.changed();
    }

    /** A piece was verified: perhaps the last one wanted. */
    void pieceCame() {
        if (!whole && swarm.holdings().complete()) {
            whole = true;
            swarm.announcing().completed();
            swarm.changed();
        }
        if (!satisfied && swarm.holdings().satisfied()) {
            satisfied = true;
            swarm.milestones().complete(swarm.nanos());
            if (!whole) {
                swarm.connections().sessions().forEach(session -> Greeting.introduce(swarm, session));
            }
            swarm.connections().partFromSeeds();
            swarm.changed();
        }
    }
}
