package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Candidate;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.announce.NetworkPrefix;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.List;

/**
 * A connected peer: both sides' choke and interest, what it has, what it was asked for and what it asked for. How fast
 * it answers is in {@link Pace}, how much is asked of it in {@link Downloads}, how much is borne of it in {@link
 * Patience}; what the messages mean for the torrent is decided in {@link MessageHandler} and {@link Requester}. Owned by
 * the loop.
 */
public final class PeerSession implements Candidate {
    private static final int PEER_ID_LENGTH = 20;

    /** Others close a link on which they hear nothing for two minutes. */
    private static final long KEEP_ALIVE_NANOS = 90_000_000_000L;

    /** How long a peer may take to have, or to want, something before it makes room for another. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final Swarm swarm;
    private final Link link;
    private Handshake handshake;
    private PeerPieces pieces;
    private final PeerExtras extras;
    private final Pipeline pipeline = new Pipeline();
    private final Uploads uploads;
    private final Downloads downloads;
    private final Pace pace = new Pace(pipeline);
    private final Patience patience = new Patience();
    private final MessageQuotas quotas = new MessageQuotas();
    private final RateMeter down = new RateMeter();
    private final UploadProgress taken = new UploadProgress();
    private final NetworkPrefix network;
    private PeerRecord record;
    private boolean choked = true;
    private boolean interested;
    private boolean chokesUs = true;
    private boolean presumed;
    private final long joinedNanos;
    private long sinceNanos;
    private long lastSentNanos;
    private boolean over;
    private String endReason = "";

    PeerSession(Swarm swarm, PeerRecord record, Link link, Handshake handshake) {
        this.swarm = swarm;
        this.record = record;
        this.link = link;
        this.network = NetworkPrefix.of(Connections.hostOf(link.remote()));
        this.uploads = new Uploads(swarm.serving().requests());
        this.downloads = new Downloads(this, pipeline, pace);
        this.handshake = handshake;
        this.pieces = new PeerPieces(swarm.holdings().layout().pieceCount(), swarm.picker());
        this.joinedNanos = swarm.nanos();
        this.extras = new PeerExtras(this, joinedNanos);
        this.sinceNanos = joinedNanos;
        this.lastSentNanos = sinceNanos;
        if (link.connectNanos() > 0) {
            record.rtt(pace.measured(link.connectNanos(), joinedNanos));
        }
    }

    /** A peer that has not greeted yet, but is said to have everything and to take requests at once. */
    static PeerSession presumed(Swarm swarm, PeerRecord record, Link link) {
        Handshake expected = Handshake.of(swarm.subject().wireHashes().getFirst(), new byte[PEER_ID_LENGTH]);
        PeerSession session = new PeerSession(swarm, record, link, expected);
        session.presumed = true;
        session.chokesUs = false;
        return session;
    }

    /** It has said who it is. What it was asked for stands if it must refuse what it does not take (BEP 6); no more until it unchokes. */
    void met(Handshake theirs) {
        handshake = theirs;
        chokesUs = true;
        if (!fast()) {
            downloads.giveUp();
        }
    }

    /** Whether it has not said yet that it answers requests, but is asked. */
    boolean presumed() {
        return presumed;
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
        return handshake.peerId();
    }

    boolean fast() {
        return handshake.fast();
    }

    boolean extended() {
        return handshake.extended();
    }

    PeerPieces pieces() {
        return pieces;
    }

    /** The number of pieces is known now: what it said that it has counts. Returns false if it does not fit. */
    boolean countPieces() {
        int count = swarm.holdings().layout().pieceCount();
        pieces = new PeerPieces(count, swarm.picker());
        boolean fits = extras.claims().tell(pieces, count);
        extras.claims().clear();
        downloads.updateInterest();
        return fits;
    }

    /** What it has to do with extensions. */
    PeerExtras extras() {
        return extras;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Pace pace() {
        return pace;
    }

    Patience patience() {
        return patience;
    }

    /** Takes one of a quota; who has used it up is hung up on. Returns whether there was one left. */
    boolean spend(MessageQuotas.Kind kind) {
        return spend(kind, 1);
    }

    /** Takes so many of a quota. */
    boolean spend(MessageQuotas.Kind kind, int count) {
        boolean isLeft = quotas.take(kind, count, swarm.nanos());
        if (!isLeft) {
            swarm.connections().disconnect(this, kind.reason());
        }
        return isLeft;
    }

    /** Takes one of a quota, if there is one left. */
    boolean mayDo(MessageQuotas.Kind kind) {
        return quotas.take(kind, 1, swarm.nanos());
    }

    Uploads uploads() {
        return uploads;
    }

    /** What it is asked for. */
    Downloads downloads() {
        return downloads;
    }

    /** How much of the torrent the peer has, 0 to 1. */
    public double progress() {
        int all = swarm.holdings().layout().pieceCount();
        if (extras.claims().any()) {
            return extras.claims().everything() ? 1 : 0;
        }
        return all == 0 && swarm.holdings().complete() ? 1 : (double) pieces.count() / Math.max(1, all);
    }

    /** Whether either side has been asked for something that it has not brought. */
    boolean busy() {
        return pipeline.size() > 0 || !uploads.isEmpty();
    }

    /** Whether it has every piece. */
    public boolean isSeed() {
        return pieces.everything();
    }

    /** Whether it has every piece, or says that it wants no more than it has (BEP 21). */
    boolean wantsNothing() {
        return isSeed() || extras.uploadOnly();
    }

    /** Whether it wants something of us; not if it says at the same time that it wants nothing of anybody. */
    @Override
    public boolean interested() {
        return interested && !extras.uploadOnly();
    }

    /** Whether it said last that it wants something of us. */
    boolean wasInterested() {
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
        lookAtLink();
        return taken.bytesPerSecond(swarm.nanos());
    }

    @Override
    public NetworkPrefix network() {
        return network;
    }

    @Override
    public boolean stuck() {
        return isStuckFor(UploadProgress.MAX_UNTAKEN_NANOS) || leavesSlotUnused();
    }

    /** Whether it has taken nothing for so long of what it asked for and its link has. */
    boolean isStuckFor(long nanos) {
        lookAtLink();
        return taken.isStuckFor(nanos, swarm.nanos());
    }

    /** Who has just had enough for now may ask again; who never asked since it got its slot does not need it. */
    private boolean leavesSlotUnused() {
        return !choked
                && interested
                && uploads.isEmpty()
                && taken.isUnusedFor(UploadProgress.MAX_UNUSED_NANOS, sinceNanos, swarm.nanos());
    }

    /** What it has taken meanwhile counts. */
    void lookAtLink() {
        taken.look(link.queuedBytes(), swarm.nanos());
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Whether it answers no requests of ours. */
    public boolean chokesUs() {
        return chokesUs;
    }

    /** When it came. */
    long joinedNanos() {
        return joinedNanos;
    }

    /** Whether neither side has wanted anything of the other for a while: two seeds, or two who lack the same. */
    boolean isIdle(long nowNanos) {
        boolean bothSatisfied = wantsNothing() && swarm.holdings().satisfied();
        boolean useless =
                !interested && (pieces.wanted() == 0 || swarm.holdings().satisfied());
        return bothSatisfied || (useless && nowNanos - joinedNanos >= IDLE_NANOS);
    }

    /** Whether neither side wants anything of the other now, and nothing is on its way: it may have come a moment ago. */
    boolean isSilent() {
        boolean wanted = pieces.wanted() > 0 && !swarm.holdings().satisfied();
        return record.webSeed().isEmpty()
                && !interested
                && !presumed
                && !wanted
                && !extras.claims().any()
                && !busy()
                && !swarm.fetching().offers(this);
    }

    /** Whether any payload was ever exchanged with this peer. */
    boolean hasExchanged() {
        return record.bytesDown() > 0 || record.bytesUp() > 0;
    }

    void interested(boolean isInterested) {
        if (isInterested && !interested && choked) {
            sinceNanos = swarm.nanos();
        }
        interested = isInterested;
    }

    void chokesUs(boolean choking) {
        chokesUs = choking;
        presumed = false;
    }

    /** Chokes or unchokes the peer; what it asked for is refused when choked, but what it is allowed even then. */
    void choke(boolean choke) {
        if (choke == choked) {
            return;
        }
        choked = choke;
        sinceNanos = swarm.nanos();
        send(choke ? new Message.Choke() : new Message.Unchoke());
        if (choke) {
            quotas.refill(MessageQuotas.Kind.CHOKED_REQUESTS);
            List<Message.Request> refused = uploads.cancelUnless(extras.fast()::give);
            if (fast()) {
                refused.forEach(r -> send(new Message.RejectRequest(r.piece(), r.begin(), r.length())));
            }
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

    void countDown(int bytes) {
        down.add(bytes, swarm.nanos());
        record.bytesDown += bytes;
    }

    void countUp(int bytes) {
        taken.gave(bytes, swarm.nanos());
        record.bytesUp += bytes;
    }

    /** Whether the session has ended; nothing is sent or counted any more. */
    boolean over() {
        return over;
    }

    /** Ends it and frees what it was asked for. {@code reason} is a sentence for people. */
    void end(String reason) {
        over = true;
        endReason = reason;
        downloads.giveUp();
        pieces.forget();
        extras.claims().clear();
        uploads.cancelUnless(_ -> false);
    }

    /** Why it ended; empty while it has not. */
    public String endReason() {
        return endReason;
    }
}
