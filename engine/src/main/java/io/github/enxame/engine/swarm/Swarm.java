package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.TrackerTiers;
import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreListener;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.webseed.WebSeed;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One torrent and the peers around it: takes the events and has those beside it decide. What is here is in {@link
 * Holdings}, who is there in {@link Connections}, what messages mean in {@link MessageHandler}, whom to ask in {@link
 * Requester}, whom to serve in {@link Serving}, what a hash says in {@link Verdicts}, trackers in {@link Announcing},
 * what time brings in {@link Upkeep}, how it begins and ends in {@link SwarmLife}. Everything runs on the engine loop.
 */
public final class Swarm {
    /** What one request asks for, in bytes, but at a piece's end. */
    public static final int BLOCK = PieceLayout.BLOCK;

    private static final int MAX_WEB_SEEDS = 8;

    private Subject subject;
    private final World world;
    private final byte[] peerId;
    private final SwarmOwner owner;
    private final int listenPort;
    private final BiFunction<Metainfo, StoreListener, PieceStore> stores;
    private Holdings holdings;
    private final Connections connections;
    private Requester requester;
    private final MessageHandler messages = new MessageHandler(this);
    private final Anteroom anteroom = new Anteroom(this);
    private final Extensions extensions = new Extensions(this);
    private final Fetching fetching;
    private final Giving giving = new Giving(this);
    private final PeerExchange peerExchange = new PeerExchange(this);
    private final Verdicts verdicts = new Verdicts(this);
    private final Rates rates;
    private final Serving serving;
    private final Announcing announcing;
    private final SwarmLife life;
    private final Upkeep upkeep;
    private final Milestones milestones;
    private final Set<Link> toFlush = new LinkedHashSet<>();
    private boolean inPlace;

    /**
     * A swarm that does nothing until {@link #start}.
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
        this.subject = subject;
        this.stores = stores;
        this.world = world;
        this.peerId = admission.peerId();
        this.owner = owner;
        this.listenPort = listenPort;
        this.fetching = new Fetching(this, subject);
        this.holdings = subject.metainfo().map(this::holdingsOf).orElseGet(() -> Holdings.unknown(world.random()));
        this.connections = new Connections(this, admission, limits.peers());
        this.requester = new Requester(
                this, new SectionChoice(picker(), subject.metainfo().map(Metainfo::info)));
        this.rates = limits.rates();
        this.serving = new Serving(this, limits.uploadSlots());
        this.announcing = new Announcing(this, new TrackerTiers(subject.trackers(), world.random()), listenPort);
        this.life = new SwarmLife(this, announcing, subject);
        this.upkeep = new Upkeep(this, announcing, serving);
        this.milestones = new Milestones(world.timeline().nanos());
    }

    /**
     * Looks at the disk and asks the trackers: both at once to download; one after the other to seed, so that the first
     * announce already says that everything is here.
     */
    public void start(boolean toSeed) {
        holdings.store().open();
        if (!toSeed) {
            announcing.start();
        }
        subject.metainfo().ifPresent(known -> useWebSeeds(known.webSeeds(), known));
        if (!isPrivate()) {
            subject.peers().forEach(connections::learn);
        }
    }

    private void useWebSeeds(List<URI> urls, Metainfo known) {
        urls.stream().limit(MAX_WEB_SEEDS).forEach(url -> connections.learn(new WebSeed(url, known.info())));
    }

    private Holdings holdingsOf(Metainfo metainfo) {
        PieceStore store = stores.apply(metainfo, new StoreEvents(this, world.timeline()));
        return new Holdings(metainfo.info(), store, world.random());
    }

    /**
     * Peers have given what the magnet link did not say: from here on it is a swarm like any other, with the same peers.
     * They count as having what they said once the files are open.
     */
    void learn(Metainfo metainfo) {
        useWebSeeds(metainfo.webSeeds(), metainfo);
        subject = new Subject.Whole(metainfo);
        holdings = holdingsOf(metainfo);
        requester = new Requester(this, new SectionChoice(picker(), Optional.of(metainfo.info())));
        connections.learned();
        life.learned();
        changed();
        holdings.store().open();
    }

    /** The metainfo of a magnet link came from elsewhere than its peers. */
    public void supply(Metainfo metainfo) {
        if (fetching.active() && (running() || life.phase() instanceof SwarmPhase.Paused)) {
            learn(metainfo);
        }
    }

    /** What it is about. */
    public Subject subject() {
        return subject;
    }

    /** Whether its peers come from its trackers only (BEP 27). */
    public boolean isPrivate() {
        return subject.isPrivate();
    }

    /** How far it has come. */
    public SwarmPhase phase() {
        return life.phase();
    }

    /** Whether peers may connect. */
    public boolean running() {
        return life.phase() instanceof SwarmPhase.Running || life.phase() instanceof SwarmPhase.Fetching;
    }

    /** Whether everything is under its final name. */
    public boolean inPlace() {
        return inPlace;
    }

    /** Bytes of the info that a magnet link leads to, as peers say, and about how many of them are here. */
    public long[] metadataBytes() {
        return new long[] {fetching.length(), fetching.received()};
    }

    /** What is here. */
    public Holdings holdings() {
        return holdings;
    }

    /** Who is there. */
    public Connections connections() {
        return connections;
    }

    /** When things first happened. */
    public Milestones milestones() {
        return milestones;
    }

    /** Payload sent, in bytes. */
    public long bytesUp() {
        return serving.bytesUp();
    }

    /** What the last announce brought, for people. */
    public Optional<String> trackerOutcome() {
        return announcing.outcome();
    }

    /** The 20-byte info-hashes by which peers may ask for it; the first is the one we use. */
    public List<byte[]> wireHashes() {
        return subject.wireHashes();
    }

    World world() {
        return world;
    }

    long nanos() {
        return world.timeline().nanos();
    }

    byte[] peerId() {
        return peerId;
    }

    int listenPort() {
        return listenPort;
    }

    Picker picker() {
        return holdings.picker();
    }

    Requester requester() {
        return requester;
    }

    Extensions extensions() {
        return extensions;
    }

    /** How a swarm that has only a magnet link finds out the rest. */
    Fetching fetching() {
        return fetching;
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

    Serving serving() {
        return serving;
    }

    void changed() {
        owner.changed(this);
    }

    // Peers come and go.

    /** Takes note of an address and dials it when there is room. */
    public void connect(InetSocketAddress address) {
        connections.learn(address);
        dial();
    }

    /** Takes note of an address that was named in the local network (BEP 14), and dials it when there is room. */
    void connectNearby(InetSocketAddress address) {
        connections.hearsOf(address);
        dial();
    }

    void dial() {
        if (running()) {
            connections.dial(holdings.complete());
        }
    }

    void forget(PeerSession session) {
        requester.forget(session);
        serving.forget(session);
        fetching.forget(session);
        toFlush.remove(session.link());
    }

    /** What a link brought. */
    public void received(PeerSession session, List<Message> batch) {
        for (Message message : batch) {
            if (!session.over() && life.phase() instanceof SwarmPhase.Running) {
                messages.handle(session, message);
            } else if (!session.over()) {
                anteroom.handle(session, message);
            } else if (message instanceof Message.Block block) {
                session.link().release(block.data());
            }
        }
    }

    /** A link has room again. */
    public void drained(PeerSession session) {
        serving.mustPump(session);
    }

    // Blocks come and go.

    void arrived(PeerSession session, int block, Message.Block message) {
        long now = nanos();
        milestones.block(now);
        upkeep.blockCame(now);
        holdings.arrived(block, session.record(), message, session.link()::release);
    }

    /** A block to be sent was read. */
    public void blockRead(PeerSession session, Message.Request request, ByteBuffer data) {
        serving.blockRead(session, request, data);
    }

    /** A block to be sent cannot be read. */
    public void readFailed(PeerSession session, Message.Request request, ByteBuffer buffer, StoreException error) {
        serving.readFailed(session, request, buffer, error);
    }

    // What the store tells.

    /** Looking at the disk goes on. */
    public void checking(long checkedBytes) {
        life.checking(checkedBytes);
    }

    /** The store is open. */
    public void storeOpened(BitSet verified) {
        life.opened(verified);
    }

    Anteroom anteroom() {
        return anteroom;
    }

    /** What the magnet link leads to cannot be used: it ends there. {@code why} is for people. */
    public void unusable(String why) {
        life.failed(new StoreException(StoreException.Reason.UNUSABLE, why, null));
    }

    /** A piece is right: everyone who lacks it hears of it. */
    public void pieceVerified(int piece, List<BlockDigest> digests) {
        verdicts.right(piece, digests);
        if (holdings.complete() && milestones.complete().isEmpty()) {
            milestones.complete(nanos());
            announcing.completed();
            List.copyOf(connections.sessions()).forEach(connections::partFromSeed);
            changed();
        }
    }

    /** A piece is wrong: all of it is missing again, and who sent it is blamed. */
    public void pieceCorrupt(int piece, List<BlockDigest> digests) {
        verdicts.wrong(piece, digests);
    }

    /** That many pieces would survive a crash. */
    public void durable(int pieces) {
        holdings.durablePieces(pieces);
    }

    /** Everything is under its final name. */
    public void finished() {
        inPlace = true;
        changed();
    }

    /** The store cannot go on. */
    public void storeFailed(StoreException error) {
        life.failed(error);
    }

    /** An error in this program: nothing here can be relied upon any more. */
    public void broken(Throwable error) {
        storeFailed(new StoreException(
                StoreException.Reason.MEDIUM,
                "\"" + subject.name() + "\" met an error of Enxame itself: " + error
                        + ". Resume it to start over from what is on disk.",
                error));
    }

    // Trackers and time.

    /** A tracker answered, or did not. */
    public void announced(URI tracker, AnnounceResult result) {
        announcing.answered(tracker, result);
        changed();
    }

    /** Some time passed: what is late is looked after. Returns whether there was anything to look after. */
    public boolean tick() {
        return upkeep.tick();
    }

    /** At the end of the turn, asks this peer for blocks. */
    void mustFill(PeerSession session) {
        requester.mustFill(session);
    }

    /** At the end of the turn, asks all peers for blocks. */
    void mustFill() {
        requester.mustFill();
    }

    void mustFlush(Link link) {
        toFlush.add(link);
    }

    /** Nothing more is waiting on the loop: what gathered is asked for, read and sent. */
    public void turnEnded() {
        requester.turnEnded();
        serving.turnEnded();
        toFlush.forEach(Link::flush);
        toFlush.clear();
    }

    // Pause and end.

    /** Disconnects from everybody until {@link #resume}; while the disk is being looked at, as soon as that is over. */
    public void pause() {
        life.pause();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        life.resume();
    }

    /** Ends it; {@code closed} runs on the loop once the files are. */
    public void close(Runnable closed) {
        life.close(closed);
    }

    /** Whether a tracker is still to answer. */
    public boolean announcing() {
        return announcing.busy();
    }
}
