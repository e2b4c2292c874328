package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Candidate;
import io.github.enxame.engine.schedule.DeliveryRate;
import io.github.enxame.engine.schedule.RoundTrip;
import io.github.enxame.engine.schedule.Source;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.Collection;
import java.util.List;

/**
 * A connected peer: both sides' choke and interest, what it has, what it was asked for and what it asked for. What the
 * messages mean for the torrent is decided in {@link MessageHandler} and {@link Requester}. Owned by the loop.
 */
public final class PeerSession implements Candidate {
    /** Requests outstanding with a peer that did not say how many it takes. */
    private static final int UNKNOWN_LIMIT = 250;

    /** Others close a link on which they hear nothing for two minutes. */
    private static final long KEEP_ALIVE_NANOS = 90_000_000_000L;

    /** How long a peer may take to have, or to want, something before it makes room for another. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    private static final long FIRST_REFUSED_NANOS = 100_000_000L;
    private static final long MOST_REFUSED_NANOS = 30_000_000_000L;

    /** A peer says once what it has, then only what is new; some say it once more. */
    private static final int MOST_INVENTORIES = 8;

    private static final long ASSUMED_RTT_NANOS = 100_000_000L;
    private static final long REACTION_NANOS = 10_000_000L;
    private static final int LEAST_DEPTH = 4;

    /** What TCP sends in its first flight (RFC 6928): makes the early rate proportional to 1 / RTT. */
    private static final double FIRST_FLIGHT_BYTES = 14_480;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long TRUSTED_AFTER_BYTES = 4 * Swarm.BLOCK;

    private final Swarm swarm;
    private final Link link;
    private final byte[] peerId;
    private final boolean fast;
    private final boolean extended;
    private final PeerPieces pieces;
    private final Pipeline pipeline = new Pipeline();
    private final Uploads uploads = new Uploads();
    private final RoundTrip roundTrip = new RoundTrip();
    private final DeliveryRate delivery = new DeliveryRate();
    private final RateMeter down = new RateMeter();
    private final RateMeter up = new RateMeter();
    private PeerRecord record;
    private int requestLimit = UNKNOWN_LIMIT;
    private boolean choked = true;
    private boolean interested;
    private boolean chokesUs = true;
    private boolean interesting;
    private boolean snubbed;
    private final long joinedNanos;
    private long sinceNanos;
    private long nextBlockNanos;
    private long firstRequestNanos = NEVER;
    private long lastSentNanos;
    private int refusals;
    private long askAgainNanos = Long.MIN_VALUE;
    private int inventories;
    private int unrequested;
    private boolean over;
    private String endReason = "";

    PeerSession(Swarm swarm, PeerRecord record, Link link, Handshake handshake) {
        this.swarm = swarm;
        this.record = record;
        this.link = link;
        this.peerId = handshake.peerId();
        this.fast = handshake.fast();
        this.extended = handshake.extended();
        this.pieces = new PeerPieces(swarm.holdings().layout().pieceCount(), swarm.picker());
        this.joinedNanos = swarm.nanos();
        this.sinceNanos = joinedNanos;
        this.lastSentNanos = sinceNanos;
        if (link.connectNanos() > 0) {
            measured(link.connectNanos());
        }
    }

    /** The swarm it belongs to. */
    public Swarm swarm() {
        return swarm;
    }

    /** What is known of the peer beyond this session. */
    public PeerRecord record() {
        return record;
    }

    void record(PeerRecord same) {
        record = same;
    }

    /** Its connection. */
    public Link link() {
        return link;
    }

    byte[] peerId() {
        return peerId.clone();
    }

    boolean fast() {
        return fast;
    }

    boolean extended() {
        return extended;
    }

    PeerPieces pieces() {
        return pieces;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Uploads uploads() {
        return uploads;
    }

    /** How much of the torrent the peer has, 0 to 1. */
    public double progress() {
        int all = swarm.holdings().layout().pieceCount();
        return all == 0 ? 1 : (double) pieces.count() / all;
    }

    /** Whether it has every piece. */
    public boolean isSeed() {
        return pieces.everything();
    }

    @Override
    public boolean interested() {
        return interested;
    }

    @Override
    public boolean choked() {
        return choked;
    }

    @Override
    public long downloadRate() {
        return down.bytesPerSecond(swarm.nanos());
    }

    @Override
    public long uploadRate() {
        return up.bytesPerSecond(swarm.nanos());
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Whether it answers no requests of ours. */
    public boolean chokesUs() {
        return chokesUs;
    }

    /** Whether neither side has wanted anything of the other for a while: two seeds, or two who lack the same. */
    boolean isIdle(long nowNanos) {
        boolean bothSeeds = isSeed() && swarm.holdings().complete();
        boolean useless =
                !interested && (pieces.wanted() == 0 || swarm.holdings().complete());
        return bothSeeds || (useless && nowNanos - joinedNanos >= IDLE_NANOS);
    }

    /** Whether it was asked and has brought nothing for long. */
    boolean snubbed() {
        return snubbed;
    }

    void snubbed(boolean isSnubbed) {
        snubbed = isSnubbed;
    }

    void requestLimit(int limit) {
        requestLimit = Math.clamp(limit, 1, Uploads.MAX_WAITING);
    }

    void interested(boolean isInterested) {
        interested = isInterested;
    }

    void chokesUs(boolean choking) {
        chokesUs = choking;
    }

    /** Chokes or unchokes the peer; what it asked for is refused when choked. */
    void choke(boolean choke) {
        if (choke == choked) {
            return;
        }
        choked = choke;
        sinceNanos = swarm.nanos();
        send(choke ? new Message.Choke() : new Message.Unchoke());
        if (choke) {
            List<Message.Request> refused = uploads.cancelAll();
            if (fast) {
                refused.forEach(r -> send(new Message.RejectRequest(r.piece(), r.begin(), r.length())));
            }
        }
    }

    /** Tells the peer whether it has what we miss, if that changed. */
    void updateInterest() {
        boolean now = pieces.wanted() > 0 && !swarm.holdings().complete();
        if (now != interesting) {
            interesting = now;
            send(now ? new Message.Interested() : new Message.NotInterested());
        }
    }

    void send(Message message) {
        lastSentNanos = swarm.nanos();
        link.send(message);
        swarm.mustFlush(link);
    }

    /** Says something when nothing was said for long, so that the other side does not take the link for dead (BEP 3). */
    void keepAlive(long nowNanos) {
        if (nowNanos - lastSentNanos >= KEEP_ALIVE_NANOS) {
            send(new Message.KeepAlive());
        }
    }

    /** Whether the peer can be asked for blocks now. */
    boolean mayBeAsked() {
        return !chokesUs && interesting && pieces.wanted() > 0 && swarm.nanos() >= askAgainNanos;
    }

    /** It refused a request although it does not choke us: it is left in peace for a while, longer each time. */
    void refused() {
        long now = swarm.nanos();
        if (now >= askAgainNanos) {
            refusals++;
            askAgainNanos = now + Math.min(MOST_REFUSED_NANOS, FIRST_REFUSED_NANOS << Math.min(refusals, 10));
        }
    }

    /**
     * Whether it has yet to bring a block that is right. Where a piece is one block that takes one round trip, and a peer
     * that sends nothing but wrong blocks wastes one of them; longer pieces could not be asked for one block at a time.
     */
    private boolean onProbation() {
        return !record.proven() && swarm.holdings().blocksPerPiece() == 1;
    }

    /** How many blocks to keep outstanding: the rate times the round trip, twice, so that a rate that can grow does. */
    int depth() {
        if (onProbation()) {
            return record.blocks() == 0 ? 1 : 0;
        }
        if (snubbed) {
            return 1;
        }
        double window = rttNanos() + Math.min(roundTrip.deviationNanos(), rttNanos()) + REACTION_NANOS;
        double blocks = 2 * bytesPerSecond() * window / 1e9 / Swarm.BLOCK;
        return Math.clamp((long) Math.ceil(blocks), Math.min(LEAST_DEPTH, requestLimit), requestLimit);
    }

    /** The least round trip lately, or a guess. */
    long rttNanos() {
        return roundTrip.minimumNanos(ASSUMED_RTT_NANOS);
    }

    /** Takes a measured round trip into account. */
    void measured(long rttNanos) {
        roundTrip.sample(rttNanos, swarm.nanos());
        record.rtt(roundTrip.minimumNanos(rttNanos));
    }

    double bytesPerSecond() {
        double known = delivery.bytesPerSecond();
        return delivery.deliveredBytes() < TRUSTED_AFTER_BYTES ? Math.max(firstGuess(), known) : Math.max(known, 1);
    }

    /** The rate before it is known: TCP's first flight a round trip, but no more than what has come so far allows. */
    private double firstGuess() {
        double guess = FIRST_FLIGHT_BYTES * 1e9 / Math.max(rttNanos(), 100_000);
        long waitedNanos = firstRequestNanos == NEVER ? 0 : swarm.nanos() - firstRequestNanos - rttNanos();
        return waitedNanos <= 0
                ? guess
                : Math.min(guess, (delivery.deliveredBytes() + Swarm.BLOCK) * 1e9 / waitedNanos);
    }

    /** How the schedule sees this peer now. A block that is overdue puts off all that follow by as much as it is late. */
    Source source(long nowNanos) {
        long start = rttNanos();
        if (pipeline.size() > 0) {
            start = Math.abs(nextBlockNanos - nowNanos) - (long) (Swarm.BLOCK * 1e9 / bytesPerSecond());
        }
        return new Source(Math.max(0, start), bytesPerSecond(), (long) pipeline.size() * Swarm.BLOCK);
    }

    /** How long the next block has been overdue, in nanoseconds; negative if it is not. */
    long overdueNanos(long nowNanos) {
        return pipeline.size() == 0 ? Long.MIN_VALUE : nowNanos - nextBlockNanos;
    }

    /** Whether the next block is later than this peer's usual variation explains. */
    boolean late(long nowNanos) {
        return overdueNanos(nowNanos) > REACTION_NANOS + 3 * roundTrip.deviationNanos();
    }

    long toleranceNanos() {
        return Math.max(2_000_000_000L, 8 * roundTrip.smoothedNanos());
    }

    /** Asks for a block. */
    void request(int block) {
        long now = swarm.nanos();
        boolean idle = pipeline.size() == 0;
        if (firstRequestNanos == NEVER) {
            firstRequestNanos = now;
        }
        long perBlock = (long) (Swarm.BLOCK * 1e9 / bytesPerSecond());
        if (idle) {
            nextBlockNanos = now + rttNanos() + perBlock;
        }
        boolean limitedByUs = pipeline.size() + 1 < depth();
        swarm.holdings().asked(block, record);
        pipeline.add(block, new Pipeline.Pending(now, delivery.mark(now, idle, limitedByUs)));
        send(swarm.holdings().requestFor(block));
    }

    /** A block that answers {@code request} came. */
    void delivered(int bytes, Pipeline.Pending request) {
        long now = swarm.nanos();
        measured(now - request.sentNanos());
        delivery.delivered(bytes, request.mark(), now);
        snubbed = false;
        refusals = 0;
        nextBlockNanos = now + (long) (Swarm.BLOCK * 1e9 / bytesPerSecond());
        if (pipeline.size() > 0) {
            nextBlockNanos = Math.max(nextBlockNanos, pipeline.oldestSentNanos() + rttNanos());
        }
    }

    void countDown(int bytes) {
        down.add(bytes, swarm.nanos());
        record.bytesDown += bytes;
    }

    void countUp(int bytes) {
        up.add(bytes, swarm.nanos());
        record.bytesUp += bytes;
    }

    /** Counts a message that says all that the peer has; returns whether there were too many. */
    boolean tooManyInventories() {
        return ++inventories > MOST_INVENTORIES;
    }

    /** Whether it was asked for a block of this piece and has not brought it. */
    boolean isAskedFor(int piece) {
        return pipeline.blocks().stream().anyMatch(block -> swarm.holdings().pieceOf(block) == piece);
    }

    /** Whether one more request may be outstanding. */
    boolean hasRoom() {
        return pipeline.size() < requestLimit;
    }

    /** Counts a block that nobody asked for; returns whether there were too many. */
    boolean tooManyUnrequested() {
        return ++unrequested > 1_000 && unrequested > record.blocks();
    }

    /** Whether the session has ended; nothing is sent or counted any more. */
    boolean over() {
        return over;
    }

    /** Ends it and frees what it was asked for. {@code reason} is a sentence for people. */
    void end(String reason) {
        over = true;
        endReason = reason;
        giveUp().forEach(swarm.picker()::release);
        pieces.forget();
        uploads.cancelAll();
    }

    /** Why it ended; empty while it has not. */
    public String endReason() {
        return endReason;
    }

    /** Gives up what it was asked for, to be asked of others. */
    Collection<Integer> giveUp() {
        return pipeline.giveUp();
    }
}
