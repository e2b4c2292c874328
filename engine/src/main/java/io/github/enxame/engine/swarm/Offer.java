package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pieces peers are told that we have and may ask for: those that are verified, but for a few that the disk did not
 * give back, and for what a {@link SuperSeed} does not show yet. Peers are told of these that they are not here any more (BEP 54), and the rest is served on. Owned by the
 * loop.
 */
final class Offer {
    /** When more pieces than this cannot be read, the disk is broken. */
    private static final int MOST_LOST = 16;

    /**
     * How the peer ids of rTorrent's library begin. As long as it knows a magnet link only, it passes over a bitfield, and of one
     * that is longer than {@link #MOST_DECIPHERED} bytes it does not decipher the rest: an enciphered link is lost to it from
     * there on (0.13.8, and the same lines still in 0.16.20). So it is told of each piece by itself there (BEP 3).
     */
    private static final String RTORRENT = "-lt";

    /** What its buffer of 64 bytes takes of a bitfield. */
    private static final int MOST_DECIPHERED = 59;

    /** Most pieces that are told one by one, 9 bytes each. */
    private static final int MOST_ONE_BY_ONE = 16_384;

    private final Swarm swarm;
    private final boolean superSeeding;
    private final BitSet lost = new BitSet();
    private @Nullable SuperSeed superSeed;
    private @Nullable StoreException trouble;

    Offer(Swarm swarm, boolean superSeeding) {
        this.swarm = swarm;
        this.superSeeding = superSeeding;
    }

    /** It is known what is here: if that is all from the start, nobody else may have it. */
    void opened() {
        if (superSeeding && swarm.holdings().complete()) {
            superSeed = new SuperSeed(swarm);
        }
    }

    /** Whether peers are shown a few pieces each. */
    boolean superSeeds() {
        return superSeed != null;
    }

    /** Whether a peer gets the piece if it asks for it. */
    boolean has(PeerSession session, int piece) {
        return swarm.picker().verified().get(piece)
                && !lost.get(piece)
                && (superSeed == null || superSeed.shows(session, piece));
    }

    /** A peer says that it has got a piece. */
    void got(PeerSession session, int piece) {
        if (superSeed != null) {
            superSeed.got(session, piece);
        }
    }

    /** A peer has everything: it is not for us alone any more to spread the pieces. */
    void another() {
        SuperSeed ended = superSeed;
        superSeed = null;
        if (ended != null) {
            ended.end();
        }
    }

    void forget(PeerSession session) {
        if (superSeed != null) {
            superSeed.forget(session);
        }
    }

    void turnEnded() {
        if (superSeed != null) {
            superSeed.turnEnded();
        }
    }

    void tick() {
        if (superSeed != null) {
            superSeed.tick();
        }
    }

    /** Why some pieces cannot be read; empty when all can. */
    Optional<StoreException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Tells a peer that came what it may ask for (BEP 3, 6). */
    void tell(PeerSession session) {
        if (superSeed != null) {
            superSeed.tell(session);
            return;
        }
        int pieces = swarm.holdings().layout().pieceCount();
        BitSet here = (BitSet) swarm.picker().verified().clone();
        here.andNot(lost);
        if (session.fast() && swarm.holdings().complete() && lost.isEmpty()) {
            session.send(new Message.HaveAll());
        } else if (session.fast() && here.isEmpty()) {
            session.send(new Message.HaveNone());
        } else if (losesItsPlaceAfterABitfield(session, pieces) && here.cardinality() <= MOST_ONE_BY_ONE) {
            here.stream().forEach(piece -> session.send(new Message.Have(piece)));
        } else if (!here.isEmpty()) {
            session.send(new Message.Bitfield(bits(here, pieces)));
        }
    }

    private static boolean losesItsPlaceAfterABitfield(PeerSession session, int pieces) {
        String id = new String(session.peerId(), StandardCharsets.ISO_8859_1);
        return session.link().enciphered() && id.startsWith(RTORRENT) && (pieces + 7) / 8 > MOST_DECIPHERED;
    }

    private static ByteBuffer bits(BitSet pieces, int pieceCount) {
        byte[] bits = new byte[(pieceCount + 7) / 8];
        pieces.stream().forEach(piece -> bits[piece / 8] |= (byte) (0x80 >> piece % 8));
        return ByteBuffer.wrap(bits);
    }

    /**
     * A piece cannot be read. If it is the medium that fails there, and not everywhere, or a file is not what it was, peers are
     * told so and the others are served. Returns false if the torrent cannot go on.
     */
    boolean lose(int piece, StoreException error) {
        boolean mayGoOn =
                switch (error.reason()) {
                    case MEDIUM -> lost.get(piece) || lost.cardinality() < MOST_LOST;
                    case MISSING, CHANGED -> true;
                    default -> false;
                };
        BitSet one = new BitSet();
        one.set(piece);
        return mayGoOn && lose(one, error);
    }

    /** The same for pieces that the store knows to be lost. */
    boolean lose(BitSet pieces, StoreException error) {
        BitSet more = (BitSet) pieces.clone();
        more.and(swarm.picker().verified());
        more.andNot(lost);
        BitSet left = (BitSet) swarm.picker().verified().clone();
        left.andNot(lost);
        left.andNot(more);
        if (left.isEmpty()) {
            return false;
        }
        if (more.isEmpty()) {
            return true;
        }
        lost.or(more);
        trouble = error;
        for (PeerSession session : List.copyOf(swarm.connections().sessions())) {
            tellLost(session, more);
        }
        swarm.changed();
        return true;
    }

    /**
     * Whoever knows BEP 54 is told; the others make do with a refusal, or, where they know no refusals either, or too much is
     * lost to be told piece by piece, come again and hear what is here.
     */
    private void tellLost(PeerSession session, BitSet more) {
        if (more.cardinality() > MOST_LOST) {
            swarm.connections().disconnect(session, "much of what was here is lost");
        } else if (session.extras().id(DontHave.NAME).isPresent()) {
            int id = session.extras().id(DontHave.NAME).getAsInt();
            more.stream().forEach(piece -> session.send(new DontHave(piece).toMessage(id)));
        } else if (!session.fast()) {
            swarm.connections().disconnect(session, "does not know that a piece can be lost");
        }
    }

    /** These pieces can be read: those of them that were lost are offered again. */
    void found(BitSet pieces) {
        BitSet again = (BitSet) pieces.clone();
        again.and(lost);
        if (again.isEmpty()) {
            return;
        }
        lost.andNot(again);
        if (lost.isEmpty()) {
            trouble = null;
        }
        for (PeerSession session : List.copyOf(swarm.connections().sessions())) {
            if (again.cardinality() > MOST_LOST) {
                swarm.connections().disconnect(session, "what was lost is here again");
            } else {
                again.stream().forEach(piece -> session.send(new Message.Have(piece)));
            }
        }
        swarm.changed();
    }
}
