package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreListener;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One torrent and the peers around it: takes the events and has those beside it decide. What it is about is in {@link
 * Content}, what is here in {@link Holdings}, who is there in {@link Connections}, what messages mean in {@link
 * MessageHandler}, whom to ask in {@link Requester}, whom to serve in {@link Serving}, what a hash says in {@link
 * Verdicts}, trackers in {@link Announcing}, what time brings in {@link Upkeep}, how it begins and ends in {@link
 * SwarmLife}. Everything runs on the engine loop.
 */
public final class Swarm {
    /** What one request asks for, in bytes, but at a piece's end. */
    public static final int BLOCK = PieceLayout.BLOCK;

    private final World world;
    private final SwarmOwner owner;
    private final Content content;
    private final Connections connections;
    private final MessageHandler messages = new MessageHandler(this);
    private final Anteroom anteroom = new Anteroom(this);
    private final Extensions extensions = new Extensions(this, messages);
    private final Fetching fetching;
    private final Giving giving = new Giving(this);
    private final PeerExchange peerExchange = new PeerExchange(this);
    private final Verdicts verdicts = new Verdicts(this);
    private final Rates rates;
    private final Serving serving;
    private final Announcing announcing;
    private final SwarmLife life;
    private final Choice choice = new Choice(this);
    private final Upkeep upkeep;
    private final Milestones milestones;
    private final Set<Link> toFlush = new LinkedHashSet<>();
    private boolean inPlace;

    /**
     * A swarm that does nothing until {@link SwarmLife#start}.
     *
     * @param subject what it is about; if only a magnet link is known, the rest is got from its peers first
     * @param stores makes the torrent's store once its metainfo is known, which tells the given listener
     * @param listenPort where peers reach us
     */
    public Swarm(
            Subject subject,
            World world,
            Admission admission,
            SwarmOwner owner,
            SwarmLimits limits,
            int listenPort,
            BiFunction<Metainfo, StoreListener, PieceStore> stores) {
        this.world = world;
        this.owner = owner;
        this.fetching = new Fetching(this, subject);
        this.content = new Content(this, world, subject, stores);
        this.connections = new Connections(this, admission, limits.peers(), new Ranking(listenPort));
        this.rates = limits.rates();
        this.serving = new Serving(this, limits);
        this.announcing = new Announcing(this, admission.announces(), admission.peerId(), listenPort);
        this.life = new SwarmLife(this, announcing, subject);
        this.upkeep = new Upkeep(this, announcing, serving);
        this.milestones = new Milestones(world.timeline().nanos());
    }

    /** What it is about. */
    public Subject subject() {
        return content.subject();
    }

    /** Whether peers may connect. */
    public boolean running() {
        return life.phase() instanceof SwarmPhase.Running || life.phase() instanceof SwarmPhase.Fetching;
    }

    /** Whether everything that is wanted is under its final name. */
    public boolean inPlace() {
        return inPlace;
    }

    /** What is here. */
    public Holdings holdings() {
        return content.holdings();
    }

    /** Who is there. */
    public Connections connections() {
        return connections;
    }

    /** How it goes from one phase to the next. */
    public SwarmLife life() {
        return life;
    }

    /** Its talk with its trackers. */
    public Announcing announcing() {
        return announcing;
    }

    /** What is wanted of it. */
    public Choice choice() {
        return choice;
    }

    /** When things first happened. */
    public Milestones milestones() {
        return milestones;
    }

    /** Why there is no room for what its magnet link turned out to be; empty where there is. */
    Optional<String> refusal(Metainfo metainfo) {
        return owner.refusal(metainfo);
    }

    World world() {
        return world;
    }

    long nanos() {
        return world.timeline().nanos();
    }

    Picker picker() {
        return holdings().picker();
    }

    Content content() {
        return content;
    }

    Requester requester() {
        return content.requester();
    }

    Extensions extensions() {
        return extensions;
    }

    /** How it finds out the rest if it has only a magnet link. */
    public Fetching fetching() {
        return fetching;
    }

    Anteroom anteroom() {
        return anteroom;
    }

    Giving giving() {
        return giving;
    }

    PeerExchange peerExchange() {
        return peerExchange;
    }

    Rates rates() {
        return rates;
    }

    Suspects suspects() {
        return verdicts.suspects();
    }

    /** What it gives. */
    public Serving serving() {
        return serving;
    }

    void changed() {
        peerExchange.stir();
        upkeep.stir();
        owner.changed(this);
    }

    /**
     * Reads pieces back from the disk and hashes them: one of the two is called on a disk thread, with those that are right or
     * with why they cannot be read.
     */
    public void prove(BitSet pieces, Consumer<BitSet> right, Consumer<StoreException> failed) {
        holdings().store().prove(pieces, right, failed);
    }

    /** What was read back from the disk is not what was verified: nothing of it may be served any more. */
    public void changedOnDisk(StoreException error) {
        life.failed(error);
    }

    /** Takes note of an address that the user names and dials it when there is room. */
    public void connect(InetSocketAddress address) {
        connect(address, PeerSource.USER);
    }

    /** The same for one that somebody else names. */
    public void connect(InetSocketAddress address, PeerSource source) {
        connections.learn(address, source);
        dial();
    }

    void dial() {
        if (running()) {
            connections.dial(holdings().satisfied());
        }
    }

    void forget(PeerSession session) {
        requester().forget(session);
        serving.forget(session);
        fetching.forget(session);
        giving.forget(session);
        toFlush.remove(session.link());
    }

    void arrived(PeerSession session, int block, Message.Block message) {
        long now = nanos();
        milestones.block(now);
        upkeep.blockCame(now);
        holdings().arrived(block, session.record(), message, session.link()::release);
    }

    /** At the end of the turn, asks all peers for blocks. */
    void mustFill() {
        requester().mustFill();
    }

    void mustFlush(Link link) {
        toFlush.add(link);
    }

    // What the loop hands in.

    /** What a link brought. */
    public void received(PeerSession session, List<Message> batch) {
        upkeep.stir();
        messages.received(session, batch);
    }

    /** A link has room again. */
    public void drained(PeerSession session) {
        serving.mustPump(session);
    }

    /** Blocks to be sent were read. */
    public void blocksRead(BlockRun run) {
        serving.blocksRead(run);
    }

    /** Blocks to be sent cannot be read. */
    public void readFailed(BlockRun run, StoreException error) {
        serving.readFailed(run, error);
    }

    /** Looking at the disk goes on. */
    public void checking(long checkedBytes) {
        life.checking(checkedBytes);
    }

    /** The store is open. */
    public void storeOpened(BitSet verified, Selection wanted) {
        life.opened(verified, wanted);
    }

    /** A piece is right: everyone who lacks it hears of it. */
    public void pieceVerified(int piece, List<BlockDigest> digests) {
        verdicts.right(piece, digests);
    }

    /** A piece is wrong: all of it is missing again, and who sent it is blamed. */
    public void pieceCorrupt(int piece, List<BlockDigest> digests) {
        verdicts.wrong(piece, digests);
    }

    /** That many pieces would survive a crash. */
    public void durable(int pieces) {
        holdings().durablePieces(pieces);
    }

    /** Everything that is wanted is under its final name. */
    public void finished() {
        inPlace = holdings().satisfied();
        changed();
    }

    /** Other files are wanted: the store says anew when they are under their final names. */
    void unplaced() {
        inPlace = false;
    }

    /** What was here is not any more, or not what it was: the rest is served on. */
    public void piecesLost(BitSet pieces, StoreException why) {
        if (running() && !serving.offer().lose(pieces, why)) {
            life.failed(why);
        }
    }

    /** Looks whether finished files are as they were; what came of it is known when {@code done} is called, on a disk thread. */
    public void lookAtFiles(Runnable done) {
        holdings().store().lookAtAll(done);
    }

    /** What was lost is right again. */
    public void piecesFound(BitSet pieces) {
        serving.offer().found(pieces);
    }

    /** The store cannot go on. */
    public void storeFailed(StoreException error) {
        life.failed(error);
    }

    /** An error in this program: nothing here can be relied upon any more. */
    public void broken(Throwable error) {
        life.broken(error);
    }

    /** A tracker answered, or did not. */
    public void announced(URI tracker, boolean inV2, AnnounceResult result) {
        announcing.answered(tracker, inV2, result);
        changed();
    }

    /** Hashes that peers wait for are to be computed. */
    public void hashesDue() {
        giving.step();
    }

    /** An info that peers gave was read. */
    public void infoRead(Optional<MetadataFetch.Candidate<PeerSession>> candidate, ReadInfo info) {
        fetching.read(candidate, info);
    }

    /** Some time passed: what is late is looked after. */
    public void tick() {
        upkeep.tick();
    }

    /** Until when there is nothing to look after, unless something happens; what is past if there is now. */
    public long restUntilNanos() {
        return upkeep.restUntilNanos();
    }

    /** Nothing more is waiting on the loop: what gathered is asked for, read and sent. */
    public void turnEnded() {
        requester().turnEnded();
        serving.turnEnded();
        toFlush.forEach(Link::flush);
        toFlush.clear();
    }
}
