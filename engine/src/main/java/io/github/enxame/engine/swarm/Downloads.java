package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.Message;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * What one peer is asked for: whether it has what we want and may be asked, how much at once, and what becomes of it; {@link
 * Uploads} is the other way. Which blocks, is for {@link Requester} to say. Owned by the loop.
 */
final class Downloads {
    /** Requests outstanding with a peer that did not say how many it takes. */
    private static final int UNKNOWN_LIMIT = 250;

    private final Swarm swarm;
    private final PeerSession session;
    private final Pipeline pipeline;
    private final Pace pace;
    private int requestLimit = UNKNOWN_LIMIT;
    private boolean interesting;
    private boolean snubbed;

    /** Whether no second block is read from it before its first one is judged. */
    private boolean heldBack;

    Downloads(PeerSession session, Pipeline pipeline, Pace pace) {
        this.swarm = session.swarm();
        this.session = session;
        this.pipeline = pipeline;
        this.pace = pace;
    }

    /** The peer says how many requests it takes at once: {@code reqq} (BEP 10). */
    void limit(int requests) {
        requestLimit = Math.clamp(requests, 1, Uploads.MAX_WAITING);
    }

    /** Whether it was asked and has brought nothing for long. */
    boolean snubbed() {
        return snubbed;
    }

    void snubbed(boolean isSnubbed) {
        snubbed = isSnubbed;
    }

    /** Tells the peer whether it has what we miss, if that changed. */
    void updateInterest() {
        boolean now =
                (session.pieces().wanted() > 0 || session.extras().claims().any())
                        && !swarm.holdings().satisfied();
        if (now != interesting) {
            interesting = now;
            session.send(now ? new Message.Interested() : new Message.NotInterested());
        }
    }

    /** Whether the peer can be asked for blocks now. */
    boolean mayBeAsked() {
        return !session.chokesUs() && maySayYes();
    }

    /** Whether it chokes us, but allows us some of what we want all the same (BEP 6). */
    boolean mayBeAskedAlthoughChoking() {
        return session.chokesUs() && maySayYes() && session.extras().fast().mayTakeSome();
    }

    private boolean maySayYes() {
        return interesting
                && session.pieces().wanted() > 0
                && session.patience().mayBeAsked(swarm.nanos());
    }

    /** The pieces that it has and would bring now; not to be changed. */
    BitSet offered() {
        return session.chokesUs()
                ? session.extras().fast().takenOf(session.pieces())
                : session.pieces().held();
    }

    /** Whether it has the piece and would bring it now. */
    boolean offers(int piece) {
        return session.pieces().has(piece)
                && (!session.chokesUs() || session.extras().fast().mayTake(piece));
    }

    /**
     * Whether it has yet to bring a block that is right. Where a piece is one block that takes one round trip, and a peer
     * that sends nothing but wrong blocks wastes one of them; longer pieces could not be asked for one block at a time.
     */
    private boolean onProbation() {
        return !session.record().proven() && swarm.holdings().blocksPerPiece() == 1;
    }

    /** How many blocks to keep outstanding. */
    int depth() {
        if (onProbation() || session.presumed()) {
            return session.record().blocks() == 0 ? probationDepth() : 0;
        }
        return snubbed ? 1 : pace.depth(requestLimit, swarm.nanos());
    }

    private int probationDepth() {
        return session.record().webSeed().isPresent() ? 1 : pace.probationDepth();
    }

    /** It has brought a block that is right. */
    void proven() {
        if (heldBack) {
            heldBack = false;
            session.link().admitAllBlocks();
        }
    }

    /** It has brought a block that is not needed and so says nothing about it. */
    void provesNothing() {
        if (heldBack) {
            session.link().admitOneBlock();
        }
    }

    /** Asks for a block. */
    void request(int block) {
        if (onProbation() && pipeline.size() == 0) {
            heldBack = true;
            session.link().admitOneBlock();
        }
        Pipeline.Pending request = pace.asked(swarm.nanos(), pipeline.size() + 1 < depth());
        swarm.holdings().asked(block, session.record());
        pipeline.add(block, request);
        Message.Request message = swarm.holdings().requestFor(block);
        swarm.rates().requests(message.length(), swarm.nanos());
        session.send(message);
    }

    /** A block that answers {@code request} came. */
    void delivered(int bytes, Pipeline.Pending request) {
        session.record().rtt(pace.delivered(bytes, request, swarm.nanos()));
        snubbed = false;
        session.patience().delivered();
    }

    /** Whether it was asked for a block of this piece and has not brought it. */
    boolean isAskedFor(int piece) {
        return pipeline.blocks().stream().anyMatch(block -> swarm.holdings().pieceOf(block) == piece);
    }

    /** Whether one more request may be outstanding. */
    boolean hasRoom() {
        return pipeline.size() < requestLimit;
    }

    /** What it was asked for and is not wanted any more need not come. */
    void dropUnwanted() {
        for (int block : pipeline.giveUp(
                held -> !swarm.picker().selected(swarm.holdings().pieceOf(held)))) {
            swarm.picker().release(block);
            Message.Request request = swarm.holdings().requestFor(block);
            session.send(new Message.Cancel(request.piece(), request.begin(), request.length()));
        }
    }

    /** What it was asked for and has not brought is free to be asked of others. */
    void giveUp() {
        giveUp(_ -> true);
    }

    /** The same of these blocks only. */
    void giveUp(IntPredicate which) {
        pipeline.giveUp(which).forEach(swarm.picker()::release);
    }

    /** It chokes us: only what it allows all the same is still to come. */
    void choked() {
        giveUp(block -> !session.extras().fast().mayTake(swarm.holdings().pieceOf(block)));
    }
}
