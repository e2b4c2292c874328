package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Choker;
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
 * Requester}, whom to blame in {@link Suspects}, trackers in {@link Announcing}. Everything runs on the engine loop.
 */
public final class Swarm {
    /** What one request asks for, in bytes, but at a piece's end. */
    public static final int BLOCK = PieceLayout.BLOCK;

    private static final long SYNC_NANOS = 1_000_000_000L;

    /** When nobody has brought anything for so long, those who are connected may be dead: others are looked for. */
    private static final long STARVED_NANOS = 5_000_000_000L;

    private final Metainfo metainfo;
    private final World world;
    private final byte[] peerId;
    private final SwarmOwner owner;
    private final int listenPort;
    private final Holdings holdings;
    private final Connections connections;
    private final SectionChoice sections;
    private final Requester requester;
    private final MessageHandler messages = new MessageHandler(this);
    private final Choker choker;
    private final Suspects suspects = new Suspects();
    private final Announcing announcing;
    private final Milestones milestones;
    private final Set<Link> toFlush = new LinkedHashSet<>();
    private final Set<PeerSession> toPump = new LinkedHashSet<>();
    private SwarmPhase phase = new SwarmPhase.Checking(0);
    private boolean fillNeeded;
    private boolean slotFreed;
    private boolean inPlace;
    private boolean pauseWanted;
    private boolean filesClosed;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private long bytesUp;
    private long lastBlockNanos;
    private long nextRoundNanos;
    private long nextSyncNanos;

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
        this.choker = new Choker(limits.uploadSlots());
        this.holdings =
                new Holdings(metainfo.info(), stores.apply(new StoreEvents(this, world.timeline())), world.random());
        this.connections = new Connections(this, admission, limits.peers());
        this.sections = new SectionChoice(picker(), metainfo.info());
        this.requester = new Requester(this, sections);
        this.announcing = new Announcing(this, new TrackerTiers(metainfo.trackers(), world.random()), listenPort);
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
        metainfo.peers().forEach(peer -> connections.learn(new InetSocketAddress(peer.ip(), peer.port())));
    }

    /** What it is. */
    public Metainfo metainfo() {
        return metainfo;
    }

    /** How far it has come. */
    public SwarmPhase phase() {
        return phase;
    }

    /** Whether peers may connect. */
    public boolean running() {
        return phase instanceof SwarmPhase.Running;
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
        return bytesUp;
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
        return suspects;
    }

    boolean hasFreeSlot() {
        return choker.hasFreeSlot(connections.sessions());
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

    void joined(PeerSession session) {
        connections.joined(session);
        milestones.peer(nanos());
        Greeting.send(this, session);
        mustFlush(session.link());
        if (session.link().incoming() && hasFreeSlot()) {
            session.choke(false);
        }
        owner.changed(this);
    }

    /** Two that have everything have nothing to say to each other. */
    void partFromSeed(PeerSession session) {
        session.record().seed(session.isSeed());
        if (session.isSeed() && holdings.complete() && !session.over()) {
            disconnect(session, "both sides have everything");
        }
    }

    void disconnect(PeerSession session, String reason) {
        session.link().close();
        ended(session, reason);
    }

    /** A session is over: what it was asked for is free again. */
    void ended(PeerSession session, String reason) {
        if (!connections.left(session)) {
            return;
        }
        session.end(reason);
        sections.forget(session);
        toFlush.remove(session.link());
        toPump.remove(session);
        mustFill();
        slotFreed();
        owner.changed(this);
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
        mustPump(session);
    }

    // Blocks come and go.

    void arrived(PeerSession session, int block, Message.Block message) {
        lastBlockNanos = nanos();
        milestones.block(lastBlockNanos);
        if (picker().holders(block) > 0) {
            cancelElsewhere(session, block);
        }
        holdings.arrived(block, session.record(), message, session.link()::release);
    }

    private void cancelElsewhere(PeerSession session, int block) {
        Message.Request request = holdings.requestFor(block);
        for (PeerSession other : connections.sessions()) {
            if (other != session && other.pipeline().remove(block) != null) {
                picker().release(block);
                other.send(new Message.Cancel(request.piece(), request.begin(), request.length()));
            }
        }
    }

    void read(PeerSession session, Message.Request request, ByteBuffer buffer) {
        Timeline timeline = world.timeline();
        holdings.store()
                .read(
                        request.piece(),
                        request.begin(),
                        request.length(),
                        buffer,
                        filled -> timeline.post(new Event.BlockRead(session, request, filled)),
                        error -> timeline.post(new Event.ReadFailed(session, request, buffer, error)));
    }

    /** A block to be sent was read. */
    public void blockRead(PeerSession session, Message.Request request, ByteBuffer data) {
        boolean wanted = session.uploads().readEnded(request);
        if (!wanted || session.over()) {
            world.buffers().release(data);
            return;
        }
        session.countUp(request.length());
        bytesUp += request.length();
        session.send(new Message.Block(request.piece(), request.begin(), data));
        mustPump(session);
    }

    /** A block to be sent cannot be read. */
    public void readFailed(PeerSession session, Message.Request request, ByteBuffer buffer, StoreException error) {
        session.uploads().readEnded(request);
        world.buffers().release(buffer);
        storeFailed(error);
    }

    // What the store tells.

    /** Looking at the disk goes on. */
    public void checking(long checkedBytes) {
        if (phase instanceof SwarmPhase.Checking) {
            phase = new SwarmPhase.Checking(checkedBytes);
        }
    }

    /** The store is open. */
    public void storeOpened(BitSet verified) {
        if (!(phase instanceof SwarmPhase.Checking)) {
            return;
        }
        holdings.opened(verified);
        phase = new SwarmPhase.Running();
        if (holdings.complete()) {
            milestones.complete(nanos());
        }
        announcing.start();
        owner.changed(this);
        dial();
        if (pauseWanted) {
            pause();
        }
    }

    /** A piece is right: everyone who lacks it hears of it. */
    public void pieceVerified(int piece, List<BlockDigest> digests) {
        picker().verified(piece);
        for (int source : holdings.sourcesOf(piece)) {
            if (source >= 0) {
                connections.book().records().get(source).prove();
            }
        }
        mustFill();
        suspects.verified(piece, digests).forEach(this::ban);
        for (PeerSession session : connections.sessions()) {
            session.pieces().verifiedHere(piece);
            if (!session.pieces().has(piece)) {
                session.send(new Message.Have(piece));
            }
            session.updateInterest();
        }
        if (holdings.complete() && milestones.complete().isEmpty()) {
            milestones.complete(nanos());
            announcing.completed();
            List.copyOf(connections.sessions()).forEach(this::partFromSeed);
            owner.changed(this);
        }
    }

    /** A piece is wrong: all of it is missing again, and who sent it is blamed. */
    public void pieceCorrupt(int piece, List<BlockDigest> digests) {
        int[] brought = holdings.corrupt(piece);
        List<Integer> guilty = suspects.corrupt(piece, brought, digests);
        holdings.refused(guilty.isEmpty() ? 1 : brought.length);
        guilty.forEach(this::ban);
        mustFill();
    }

    private void ban(int source) {
        if (source >= 0) {
            PeerRecord record = connections.book().records().get(source);
            record.wastedBytes += BLOCK;
            connections.book().ban(record);
            record.session().ifPresent(session -> disconnect(session, "sent wrong blocks"));
            owner.changed(this);
        }
    }

    /** That many pieces would survive a crash. */
    public void durable(int pieces) {
        holdings.durablePieces(pieces);
    }

    /** Everything is under its final name. */
    public void finished() {
        inPlace = true;
        owner.changed(this);
    }

    /** The store cannot go on. */
    public void storeFailed(StoreException error) {
        if (phase instanceof SwarmPhase.Failed || phase instanceof SwarmPhase.Closed) {
            return;
        }
        phase = new SwarmPhase.Failed(error);
        leave("the files cannot be read or written");
        owner.changed(this);
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
        owner.changed(this);
    }

    /** Some time passed: what is late is looked after. */
    public void tick() {
        long now = nanos();
        List<PeerSession> sessions = connections.sessions();
        boolean lonely = sessions.stream().noneMatch(session -> session.pieces().wanted() > 0);
        boolean starved = now - lastBlockNanos >= STARVED_NANOS;
        announcing.hungry(running() && !holdings.complete() && (lonely || starved));
        announcing.run();
        if (!running()) {
            return;
        }
        dial();
        if (now >= nextRoundNanos) {
            nextRoundNanos = now + Choker.ROUND_NANOS;
            Set<PeerSession> served = choker.round(sessions, holdings.complete());
            boolean room = served.size() < choker.slots();
            sessions.forEach(session -> session.choke(!served.contains(session) && (session.interested() || !room)));
        }
        if (!holdings.complete()) {
            requester.dropSnubbed(now);
            mustFill();
        }
        if (now >= nextSyncNanos) {
            nextSyncNanos = now + SYNC_NANOS;
            holdings.store().sync();
        }
        sessions.forEach(session -> session.keepAlive(now));
        toPump.addAll(sessions);
    }

    void mustFill() {
        fillNeeded = true;
    }

    void slotFreed() {
        slotFreed = true;
    }

    void mustPump(PeerSession session) {
        toPump.add(session);
    }

    void mustFlush(Link link) {
        toFlush.add(link);
    }

    /** Nothing more is waiting on the loop: what gathered is asked for, read and sent. */
    public void turnEnded() {
        if (fillNeeded && running() && !holdings.complete()) {
            requester.fill(nanos());
        }
        fillNeeded = false;
        serveWhoWaits();
        for (PeerSession session : toPump) {
            session.uploads().pump(session.link(), session, this);
        }
        toPump.clear();
        toFlush.forEach(Link::flush);
        toFlush.clear();
    }

    /** A slot that somebody left goes to whoever waits, without waiting for the next round. */
    private void serveWhoWaits() {
        while (slotFreed && running() && hasFreeSlot()) {
            choker.next(connections.sessions())
                    .ifPresentOrElse(session -> session.choke(false), () -> slotFreed = false);
        }
        slotFreed = false;
    }

    // Pause and end.

    /** Disconnects from everybody until {@link #resume}; while the disk is being looked at, as soon as that is over. */
    public void pause() {
        pauseWanted = true;
        if (running()) {
            phase = new SwarmPhase.Paused();
            leave("paused");
            owner.changed(this);
        }
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        pauseWanted = false;
        if (phase instanceof SwarmPhase.Paused) {
            phase = new SwarmPhase.Running();
            announcing.start();
            dial();
            owner.changed(this);
        }
    }

    /** Ends it; {@code closed} runs on the loop once the files are. */
    public void close(Runnable closed) {
        if (filesClosed) {
            closed.run();
            return;
        }
        whenClosed.add(closed);
        if (phase instanceof SwarmPhase.Closed) {
            return;
        }
        phase = new SwarmPhase.Closed();
        leave("closed");
        holdings.store().close(() -> world.timeline().post(new Event.Command(this::filesClosed)));
        owner.changed(this);
    }

    private void filesClosed() {
        filesClosed = true;
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }

    /** Whether a tracker is still to answer. */
    public boolean announcing() {
        return announcing.busy();
    }

    private void leave(String reason) {
        announcing.stop();
        List.copyOf(connections.sessions()).forEach(session -> disconnect(session, reason));
        holdings.store().sync();
    }
}
