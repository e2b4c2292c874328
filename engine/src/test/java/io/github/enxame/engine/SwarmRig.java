package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.FileDisk;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Admission;
import io.github.enxame.engine.swarm.BanFile;
import io.github.enxame.engine.swarm.Bans;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Neighbourhood;
import io.github.enxame.engine.swarm.Room;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmCheck;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.engine.webseed.WebSeeds;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One swarm on the real loop, with time, peers and disk played by the test. */
final class SwarmRig implements AutoCloseable {
    static final int BLOCK = Swarm.BLOCK;
    static final long SECOND = 1_000_000_000L;

    /** Our peer id; those of peers that come are smaller. */
    static final byte[] OURS = id(30_000);

    private final HandTimeline timeline = new HandTimeline();
    private final BufferPool buffers = new BufferPool(BLOCK, 4_096);
    private final List<HandPeer> dialled = new ArrayList<>();
    private final List<HandPeer> going = new ArrayList<>();
    private final HandTrackers trackers = new HandTrackers();
    private final HandNetwork network = new HandNetwork();
    private final FileDisk disk = new FileDisk();
    private final World world =
            new World(timeline, new Random(1), new Dials(), WebSeeds.none(), trackers, network, disk, buffers);
    private final Admission admission;
    private final Metainfo metainfo;
    private final Swarm swarm;
    private final EngineLoop loop;
    private HandStore store;
    private int peers;

    /** A swarm of a torrent of so many pieces, of which these are here. */
    SwarmRig(int pieces, int blocksPerPiece, BitSet verified, SwarmLimits limits) {
        this(pieces, blocksPerPiece, verified, limits, false, Encryption.PLAIN);
    }

    private SwarmRig(
            int pieces, int blocksPerPiece, BitSet verified, SwarmLimits limits, boolean slow, Encryption encryption) {
        this(
                TwoEngines.torrent("notes.bin", new byte[pieces * blocksPerPiece * BLOCK], blocksPerPiece * BLOCK),
                verified,
                limits,
                slow,
                encryption,
                Optional.empty());
    }

    private SwarmRig(
            Metainfo metainfo,
            BitSet verified,
            SwarmLimits limits,
            boolean slow,
            Encryption encryption,
            Optional<Path> records) {
        this(new Subject.Whole(metainfo), metainfo, verified, limits, slow, encryption, records, new Room(1_000));
    }

    private SwarmRig(
            Subject subject,
            Metainfo metainfo,
            BitSet verified,
            SwarmLimits limits,
            boolean slow,
            Encryption encryption,
            Optional<Path> records,
            Room room) {
        this.metainfo = metainfo;
        Bans bans = new Bans(timeline, new BanFile(disk, records));
        this.admission = new Admission(world, OURS, encryption, bans, room);
        bans.load();
        awaitDisk();
        HandStore[] made = new HandStore[1];
        this.swarm = new Swarm(subject, world, admission, _ -> {}, limits, 6881, (_, listener) -> {
            made[0] = new HandStore(metainfo.info().layout(), listener, verified, slow);
            return made[0];
        });
        this.store = made[0];
        Neighbourhood neighbourhood = new Neighbourhood(world, 6881);
        this.loop = new EngineLoop(world, admission, neighbourhood, () -> false, () -> {});
        loop.begin();
        network.listen(InetAddress.getLoopbackAddress(), neighbourhood.listener());
        loop.add(swarm);
        swarm.life().start(false);
        settle();
    }

    /** A leech that knows the magnet link of this torrent only. */
    static SwarmRig named(Metainfo metainfo) {
        return new SwarmRig(
                new Subject.Named(MagnetLink.of(metainfo)),
                metainfo,
                new BitSet(),
                new SwarmLimits(4, 100),
                false,
                Encryption.PLAIN,
                Optional.empty(),
                new Room(1_000));
    }

    /** A seed of a torrent of this content that has this room, maybe beside others. */
    static SwarmRig seed(byte[] content, Room room) {
        Metainfo metainfo = TwoEngines.torrent("notes.bin", content, BLOCK);
        BitSet all = new BitSet();
        all.set(0, metainfo.info().layout().pieceCount());
        return new SwarmRig(
                new Subject.Whole(metainfo),
                metainfo,
                all,
                new SwarmLimits(4, 100),
                false,
                Encryption.PLAIN,
                Optional.empty(),
                room);
    }

    HandNetwork network() {
        return network;
    }

    World world() {
        return world;
    }

    /** A leech of a torrent of two pieces that remembers whom it banned before. */
    static SwarmRig remembering(Path records) {
        Metainfo metainfo = TwoEngines.torrent("notes.bin", new byte[2 * BLOCK], BLOCK);
        return new SwarmRig(
                metainfo, new BitSet(), new SwarmLimits(4, 100), false, Encryption.PLAIN, Optional.of(records));
    }

    /** What the disk was told is done. */
    private void awaitDisk() {
        CountDownLatch done = new CountDownLatch(disk.lanes());
        for (int lane = 0; lane < disk.lanes(); lane++) {
            disk.submit(lane, done::countDown);
        }
        try {
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HandTrackers trackers() {
        return trackers;
    }

    /** A swarm whose disk is still being looked at. */
    static SwarmRig checking(int pieces) {
        return new SwarmRig(pieces, 1, new BitSet(), new SwarmLimits(4, 100), true, Encryption.PLAIN);
    }

    /** A leech with nothing that encrypts its links. */
    static SwarmRig encrypting(Encryption encryption) {
        return new SwarmRig(2, 1, new BitSet(), new SwarmLimits(4, 100), false, encryption);
    }

    /** A leech of this torrent with nothing. */
    static SwarmRig leech(Metainfo metainfo) {
        return leech(metainfo, new SwarmLimits(4, 100));
    }

    /** The same with other limits. */
    static SwarmRig leech(Metainfo metainfo, SwarmLimits limits) {
        return new SwarmRig(metainfo, new BitSet(), limits, false, Encryption.PLAIN, Optional.empty());
    }

    /** A leech of this torrent with some of it, which was told earlier what it wants. */
    static SwarmRig resuming(Metainfo metainfo, BitSet verified, Selection wanted) {
        SwarmRig rig =
                new SwarmRig(metainfo, verified, new SwarmLimits(4, 100), true, Encryption.PLAIN, Optional.empty());
        rig.store.select(wanted);
        rig.store.opens();
        rig.settle();
        return rig;
    }

    /** A leech with nothing. */
    static SwarmRig leech(int pieces, int blocksPerPiece) {
        return new SwarmRig(pieces, blocksPerPiece, new BitSet(), new SwarmLimits(4, 100));
    }

    /** A seed. */
    static SwarmRig seed(int pieces) {
        BitSet all = new BitSet();
        all.set(0, pieces);
        return new SwarmRig(pieces, 1, all, new SwarmLimits(4, 100));
    }

    static byte[] id(int number) {
        byte[] id = new byte[20];
        id[18] = (byte) (number >> 8);
        id[19] = (byte) number;
        return id;
    }

    static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Swarm swarm() {
        return swarm;
    }

    EngineLoop loop() {
        return loop;
    }

    /** The loop could not handle what this peer said. */
    void fails(HandPeer peer, RuntimeException error) {
        loop.failed(new Event.Received(peer.conversation(), List.of(), 0), error);
        settle();
    }

    Admission admission() {
        return admission;
    }

    HandStore store() {
        return store;
    }

    HandTimeline timeline() {
        return timeline;
    }

    BufferPool buffers() {
        return buffers;
    }

    byte[] infoHash() {
        return swarm.subject().wireHashes().getFirst();
    }

    /** A connection from outside that has said nothing. */
    HandPeer knocks(String host, int port) {
        return new HandPeer(this, admission.knock(), address(host, port), true).opens();
    }

    /** A new peer comes from a host of its own. */
    HandPeer comes() {
        return comes("10.1." + peers / 250 + "." + (1 + peers % 250), 50_000, true);
    }

    HandPeer comes(String host, int port, boolean modern) {
        return knocks(host, port).greets(infoHash(), id(++peers), modern);
    }

    /** Whom the swarm has dialled since the last call; they have not answered. */
    List<HandPeer> dialled() {
        List<HandPeer> last = List.copyOf(dialled);
        dialled.clear();
        return last;
    }

    /** Handles what has happened, whatever the disk's threads do meanwhile. */
    void handle() {
        timeline.pass(0);
    }

    /** Handles what has happened, and what comes of it on the disk's threads. */
    void settle() {
        do {
            timeline.pass(0);
            awaitDisk();
        } while (timeline.takeFromOutside());
    }

    /** A link was closed on our side; what is on its way may still come until time passes. */
    void goes(HandPeer peer) {
        going.add(peer);
    }

    void pass(long nanos) {
        List.copyOf(going).forEach(HandPeer::gone);
        going.clear();
        timeline.pass(nanos);
    }

    /** What the swarm keeps count of agrees, and no buffer is out. */
    void requireSound() {
        assertThat(SwarmCheck.faults(swarm)).isEmpty();
        assertThat(buffers.leased()).as("buffers out").isZero();
    }

    @Override
    public void close() {
        disk.close();
    }

    private final class Dials implements Transport {
        @Override
        public void dial(InetSocketAddress address, LinkListener listener) {
            dialled.add(new HandPeer(SwarmRig.this, listener, address, false));
        }

        @Override
        public void dialEncrypted(InetSocketAddress address, byte[] infoHash, LinkListener listener) {
            dialled.add(new HandPeer(SwarmRig.this, listener, address, false).encrypted());
        }

        @Override
        public void expect(byte[] infoHash) {}

        @Override
        public void dismiss(byte[] infoHash) {}

        @Override
        public InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> acceptor) {
            return address;
        }

        @Override
        public void close() {}
    }
}
