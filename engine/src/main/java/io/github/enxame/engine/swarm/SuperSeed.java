package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.Message;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the first seed of a swarm gives each piece away once (BEP 16): it seems to have nothing, shows each peer a few pieces
 * that nobody has or was shown, and shows it more when others have got those from it. It ends when somebody else has
 * everything. Owned by the loop.
 */
final class SuperSeed {
    /** How much is shown to a peer ahead of what others have got from it, in bytes; 2 to {@link #MOST_AHEAD} pieces. */
    private static final int AHEAD_BYTES = 256 << 10;

    private static final int MOST_AHEAD = 16;

    /** Most that is shown to a peer that never passes anything on, in pieces. */
    private static final int MOST_STUCK_AHEAD = 1_024;

    /** After so long without anybody getting anything from it, a peer is taken to reach nobody. */
    private static final long STUCK_NANOS = 10_000_000_000L;

    private static final long LOOK_NANOS = 1_000_000_000L;

    /** Most pieces that peers are told one by one at the end; a new connection says it in one message. */
    private static final int MOST_TOLD = 4_096;

    /** What one peer was shown. */
    private static final class Shown {
        private final BitSet pieces = new BitSet();

        /** What it has not got yet. */
        private final BitSet waiting = new BitSet();

        /** What nobody else has got yet. */
        private final Set<Integer> kept = new LinkedHashSet<>();

        private int ahead;
        private long movedNanos;
    }

    private final Swarm swarm;
    private final int pieceCount;
    private final Map<PeerSession, Shown> shown = new LinkedHashMap<>();

    /** To how many peers each piece is shown that have not got it. */
    private final int[] onTheWay;

    private final BitSet never = new BitSet();
    private int next;
    private long nextLookNanos;

    /** Whether somebody has got something since the last turn. */
    private boolean anyGot;

    SuperSeed(Swarm swarm) {
        this.swarm = swarm;
        this.pieceCount = swarm.holdings().layout().pieceCount();
        this.onTheWay = new int[pieceCount];
        this.never.set(0, pieceCount);
        this.next = pieceCount == 0 ? 0 : swarm.world().random().nextInt(pieceCount);
    }

    /** Whether a peer gets the piece if it asks for it. */
    boolean shows(PeerSession session, int piece) {
        Shown to = shown.get(session);
        return to != null && to.pieces.get(piece);
    }

    /** Tells a peer that came what it may ask for. */
    void tell(PeerSession session) {
        if (session.fast()) {
            session.send(new Message.HaveNone());
        }
        Shown to = new Shown();
        to.ahead =
                Math.clamp(AHEAD_BYTES / Math.max(1, swarm.holdings().layout().pieceLength(0)), 2, MOST_AHEAD);
        to.movedNanos = swarm.nanos();
        shown.put(session, to);
        show(session, to);
    }

    /** A peer says that it has got a piece. */
    void got(PeerSession session, int piece) {
        Shown to = shown.get(session);
        if (to != null && to.waiting.get(piece)) {
            to.waiting.clear(piece);
            onTheWay[piece]--;
            to.movedNanos = swarm.nanos();
        }
        anyGot = true;
    }

    /** Nothing more is waiting on the loop: whoever has passed something on is shown more, once for all that peers have got. */
    void turnEnded() {
        if (anyGot) {
            anyGot = false;
            List.copyOf(shown.keySet()).forEach(this::passedOn);
        }
    }

    /** A peer is gone. What it was shown and has passed to nobody is nobody's again. */
    void forget(PeerSession session) {
        Shown was = shown.remove(session);
        if (was != null) {
            was.waiting.stream().forEach(piece -> onTheWay[piece]--);
            was.kept.forEach(never::set);
        }
    }

    /** Some time passed: who has been waiting for others to take its pieces from it is shown more all the same. */
    void tick() {
        long now = swarm.nanos();
        if (now < nextLookNanos) {
            return;
        }
        nextLookNanos = now + LOOK_NANOS;
        for (Map.Entry<PeerSession, Shown> each : List.copyOf(shown.entrySet())) {
            PeerSession session = each.getKey();
            Shown to = each.getValue();
            passedOn(session);
            boolean hasAll = to.kept.stream().allMatch(session.pieces()::has);
            if (hasAll && now - to.movedNanos >= STUCK_NANOS) {
                to.kept.clear();
                to.ahead = Math.min(2 * to.ahead, MOST_STUCK_AHEAD);
                to.movedNanos = now;
                show(session, to);
                showRarest(session, to);
            }
        }
    }

    /** Takes note of what others have got from a peer, and shows it as much more. */
    private void passedOn(PeerSession session) {
        Shown to = shown.get(session);
        if (to == null) {
            return;
        }
        boolean alone = shown.size() == 1;
        int before = to.kept.size();
        for (Iterator<Integer> each = to.kept.iterator(); each.hasNext(); ) {
            int piece = each.next();
            boolean here = session.pieces().has(piece);
            int elsewhere = swarm.picker().availability(piece) - (here ? 1 : 0);
            if (elsewhere > 0 || (alone && here)) {
                each.remove();
            }
        }
        if (to.kept.size() < before) {
            to.movedNanos = swarm.nanos();
        }
        show(session, to);
    }

    /** Shows a peer pieces that nobody has or was shown, as many as it is to have ahead. */
    private void show(PeerSession session, Shown to) {
        while (to.kept.size() < to.ahead) {
            int piece = never.nextSetBit(next);
            piece = piece < 0 ? never.nextSetBit(0) : piece;
            if (piece < 0) {
                return;
            }
            next = piece + 1;
            never.clear(piece);
            if (swarm.picker().availability(piece) == 0) {
                show(session, to, piece);
            }
        }
    }

    /** Everything was shown to somebody: this peer is shown what fewest have. */
    private void showRarest(PeerSession session, Shown to) {
        while (to.kept.size() < to.ahead) {
            int rarest = -1;
            for (int piece = 0; piece < pieceCount; piece++) {
                boolean news = !to.pieces.get(piece) && !session.pieces().has(piece);
                if (news && (rarest < 0 || spread(piece) < spread(rarest))) {
                    rarest = piece;
                }
            }
            if (rarest < 0) {
                return;
            }
            show(session, to, rarest);
        }
    }

    private int spread(int piece) {
        return swarm.picker().availability(piece) + onTheWay[piece];
    }

    private void show(PeerSession session, Shown to, int piece) {
        to.pieces.set(piece);
        to.waiting.set(piece);
        to.kept.add(piece);
        onTheWay[piece]++;
        session.send(new Message.Have(piece));
    }

    /** Somebody else has everything: whoever is there is shown the rest. */
    void end() {
        for (Map.Entry<PeerSession, Shown> each : List.copyOf(shown.entrySet())) {
            PeerSession session = each.getKey();
            BitSet pieces = each.getValue().pieces;
            if (session.over() || session.isSeed()) {
                continue;
            }
            if (pieceCount - pieces.cardinality() > MOST_TOLD) {
                swarm.connections().disconnect(session, "connects anew to hear what is here");
                continue;
            }
            for (int piece = pieces.nextClearBit(0); piece < pieceCount; piece = pieces.nextClearBit(piece + 1)) {
                session.send(new Message.Have(piece));
            }
        }
        shown.clear();
    }
}
