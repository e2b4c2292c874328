package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.TrackerTiers;
import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreListener;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One torrent and the peers around it: takes the events and has those beside it decide. What is here is in {@link
 * Holdings}, who is there in {@link Connections}, what messages mean in {@link MessageHandler}, whom to ask in {@link
 * Requester}, whom to serve in {@link Serving}, what a hash says in {@link Verdicts}, trackers in {@link Announcing},
 * what time brings in {@link Upkeep}, how it begins and ends in {@link SwarmLife}. Everything runs on the engine loop.
 */
public final class Swarm {
    /** What one request asks for, in bytes, but at a piece's end. */
    public static final int BLOCK = PieceLayout.BLOCK;

    private final Metainfo metainfo;
    private final World world;
    private final byte[] peerId;
    private final SwarmOwner owner;
    private final int listenPort;
    private final Holdings holdings;
    private final Connections connections;
    private final Requester requester;
    private final MessageHandler messages = new MessageHandler(this);
    private final Verdicts verdicts = new Verdicts(this);
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
     * @param stores makes the torrent's store, which tells the given listener
     * @param listenPort where peers reach us
     */
    public Swarm(
            Metainfo metainfo,
            World world,
            Admission admission,
            SwarmOwner owner,
            SwarmLimits limits,
            int listenPort,
            Function<StoreListener, PieceStore> stores) {
        this.metainfo = metainfo;
        this.world = world;
        this.peerId = admission.peerId();
        this.owner = owner;
        this.listenPort = listenPort;
        this.holdings =
                new Holdings(metainfo.info(), stores.apply(new StoreEvents(this, world.timeline())), world.random());
        this.connections = new Connections(this, admission, limits.peers());
        this.requester = new Requester(this, new SectionChoice(picker(), metainfo.info()));
        this.serving = new Serving(this, limits.uploadSlots());
        this.announcing = new Announcing(this, new TrackerTiers(metainfo.trackers(), world.random()), listenPort);
        this.life = new SwarmLife(this, announcing);
        this.upkeep = new Upkeep(this, announcing, requester, serving);
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
        if (!isPrivate()) {
            metainfo.peers().forEach(peer -> connections.learn(new InetSocketAddress(peer.ip(), peer.port())));
        }
    }

    /** What it is. */
    public Metainfo metainfo() {
        return metainfo;
    }

    /** Whether its peers come from its trackers only (BEP 27). */
    public boolean isPrivate() {
        return metainfo.info().isPrivate();
    }

    /** How far it has come. */
    public SwarmPhase phase() {
        return life.phase();
    }

    /** Whether peers may connect. */
    public boolean running() {
        return life.phase() instanceof SwarmPhase.Running;
    }

    /** Whether everything is under its final name. */
    public boolean inPlace() {
        return inPlace;
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
        List<byte[]> hashes = new ArrayList<>();
        metainfo.infoHashV1().ifPresent(hash -> hashes.add(hash.truncated().bytes()));
        metainfo.infoHashV2().ifPresent(hash -> hashes.add(hash.truncated().bytes()));
        return hashes;
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

    void dial() {
        if (running()) {
            connections.dial(holdings.complete());
        }
    }

    void forget(PeerSession session) {
        requester.forget(session);
        serving.forget(session);
        toFlush.remove(session.link());
    }

    /** What a link brought. */
    public void received(PeerSession session, List<Message> batch) {
        for (Message message : batch) {
            if (!session.over()) {
                messages.handle(session, message);
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
                "\"" + metainfo.info().name() + "\" met an error of Enxame itself: " + error
                        + ". Resume it to start over from what is on disk.",
                error));
    }

    // Trackers and time.

    /** A tracker answered, or did not. */
    public void announced(URI tracker, AnnounceResult result) {
        announcing.answered(tracker, result);
        changed();
    }

    /** Some time passed: what is late is looked after. */
    public void tick() {
        upkeep.tick();
    }

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
