package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreMode;
import io.github.enxame.engine.storage.StoreSettings;
import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.engine.swarm.Admission;
import io.github.enxame.engine.swarm.BanFile;
import io.github.enxame.engine.swarm.Bans;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Neighbourhood;
import io.github.enxame.engine.swarm.QueuedRequests;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.Room;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A BitTorrent peer to embed: downloads and seeds torrents until closed. Safe for use from any thread.
 *
 * {@snippet :
 * try (Engine engine = Engine.open(EngineSettings.standard())) {
 *     Torrent torrent = engine.download(Metainfo.parse(bytes), folder);
 *     torrent.completion().join();
 * }
 * }
 */
public final class Engine implements AutoCloseable {
    /** Azureus-style: two letters and four digits of version, then chance (BEP 20). */
    private static final String PEER_ID_PREFIX = "-EX0100-";

    private static final int PEER_ID_LENGTH = 20;
    private static final long GOODBYE_SECONDS = 3;

    private final EngineSettings settings;
    private final World world;
    private final Admission admission;
    private final Rates rates = Rates.ofEngine();
    private final QueuedRequests requests = QueuedRequests.ofHeap();
    private final EngineLoop loop;
    private final InetSocketAddress address;
    private final ConcurrentSkipListMap<String, TorrentHandle> torrents = new ConcurrentSkipListMap<>();

    private final TorrentQueue queue = new TorrentQueue(this::post);

    /** Torrents that somebody watches, or did until lately. The loop's own. */
    private final Set<TorrentHandle> watched = new LinkedHashSet<>();

    private final MemoryBudget memory = new MemoryBudget(Runtime.getRuntime().maxMemory());
    private volatile boolean closed;

    private Engine(EngineSettings settings, World world) throws IOException {
        this.settings = settings;
        this.world = world;
        Bans bans = new Bans(world.timeline(), new BanFile(world.disk(), settings.recordFolder()));
        this.admission = new Admission(
                world, newPeerId(world.random()), settings.encryption(), bans, new Room(settings.peers()));
        world.transport().heedUtp(from -> world.timeline().post(new Event.UtpTried(from)));
        this.address = world.transport().listen(settings.listen(), _ -> admission.knock());
        Neighbourhood neighbourhood = new Neighbourhood(world, address.getPort());
        this.loop = new EngineLoop(
                world, admission, neighbourhood, () -> queue.isToBeReviewed() || !watched.isEmpty(), () -> {
                    queue.tick();
                    publishDue();
                });
        rates.limit(settings.rateLimits(), world.timeline().nanos());
        loop.begin();
        bans.load();
        world.local().listen(address.getAddress(), neighbourhood.listener());
    }

    /**
     * Starts an engine in the real world.
     *
     * @throws IOException when the port is taken or may not be used; the message names it
     */
    public static Engine open(EngineSettings settings) throws IOException {
        return open(settings, RealWorld.open(settings));
    }

    /** Whoever watches sees what moved. Torrents that nobody watches cost nothing. */
    private void publishDue() {
        watched.forEach(torrent -> torrent.life().publishDue());
        watched.removeIf(torrent -> !torrent.isWatched());
    }

    /** Somebody has begun to watch a torrent. On the loop. */
    void watched(TorrentHandle torrent) {
        watched.add(torrent);
    }

    /** Starts an engine in a world of the caller's: a simulated one, or a real one with something changed. */
    public static Engine open(EngineSettings settings, World world) throws IOException {
        try {
            return new Engine(settings, world);
        } catch (IOException | RuntimeException e) {
            shut(world);
            throw e;
        }
    }

    /** Where peers reach it. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Downloads a torrent, or goes on with it, and seeds it when it is complete. Returns at once; a torrent that is here
     * already is returned as it is.
     *
     * @param folder where the file or folder named in the metainfo goes
     * @throws TorrentRefusedException when it would take more memory than torrents may or its pieces cannot be verified, as for
     *     each way to add one
     */
    public Torrent download(Metainfo metainfo, Path folder) {
        return add(new Subject.Whole(metainfo), folder, StoreSettings.download());
    }

    /**
     * The same, but only of some files. One that was begun with another selection, or is here already, goes on with this
     * one, as by {@link Torrent#select}.
     *
     * @throws IllegalArgumentException when it leaves no file of the torrent
     */
    public Torrent download(Metainfo metainfo, Path folder, Selection wanted) {
        TorrentHandle.requireSomething(wanted, metainfo.info());
        TorrentHandle handle = add(
                new Subject.Whole(metainfo), folder, StoreSettings.download().withSelection(wanted));
        handle.select(wanted);
        return handle;
    }

    /**
     * Downloads the torrent that a magnet link names, or goes on with it, and seeds it when it is complete. What is in it
     * comes from its peers first (BEP 9, and the piece layers of BEP 52 where there is no v1 half): until {@link
     * Torrent#metadata} is done its state is {@link TorrentState#FETCHING}. It looks for peers at the link's trackers, at
     * the peers that it names, and at whom these know (BEP 11), for ever. Where the link selects files (BEP 53), these are
     * downloaded, unless another selection was made since. Returns at once; a torrent that is here already is returned as it
     * is.
     *
     * @param folder where the file or folder goes that the metadata names
     */
    public Torrent download(MagnetLink link, Path folder) {
        return download(link, folder, StoreMode.DOWNLOAD);
    }

    private Torrent download(MagnetLink link, Path folder, StoreMode mode) {
        StoreSettings settings = link.selected().isEmpty()
                ? StoreSettings.download()
                : StoreSettings.download().withSelection(Selection.only(link.selected()));
        TorrentHandle handle = add(new Subject.Named(link), folder, settings.in(mode));
        handle.dial(link.peers());
        return handle;
    }

    /**
     * Goes on with a download of an earlier run. Where its files are gone or changed it does not begin anew, but is {@link
     * TorrentState#MISSING} or {@link TorrentState#CHANGED} until {@link Torrent#resume} or {@link Torrent#repair}. Returns at
     * once.
     *
     * @param wasComplete whether everything that was wanted of it was here; else only some of it was
     */
    public Torrent goOn(Metainfo metainfo, Path folder, boolean wasComplete) {
        StoreMode mode = wasComplete ? StoreMode.COMPLETE : StoreMode.BEGUN;
        return add(new Subject.Whole(metainfo), folder, StoreSettings.download().in(mode));
    }

    /**
     * Downloads as {@link #download(Metainfo, Path, Selection)} does, but takes what lies at the final names for a damaged or
     * unfinished copy, as {@link Torrent#repair} does.
     *
     * @throws IllegalArgumentException when it leaves no file of the torrent
     */
    public Torrent repair(Metainfo metainfo, Path folder, Selection wanted) {
        TorrentHandle.requireSomething(wanted, metainfo.info());
        TorrentHandle handle = add(
                new Subject.Whole(metainfo),
                folder,
                StoreSettings.download().withSelection(wanted).in(StoreMode.REPAIR));
        handle.select(wanted);
        return handle;
    }

    /** Downloads as {@link #download(MagnetLink, Path)} does, but repairs as {@link Torrent#repair} does. */
    public Torrent repair(MagnetLink link, Path folder) {
        return download(link, folder, StoreMode.REPAIR);
    }

    /**
     * Seeds content that is there already; it is only read. Returns at once; content that is missing or different fails
     * {@link Torrent#completion}.
     *
     * @param folder the folder that holds the file or folder named in the metainfo
     */
    public Torrent seed(Metainfo metainfo, Path folder) {
        return add(new Subject.Whole(metainfo), folder, StoreSettings.seed());
    }

    /**
     * Makes a torrent of a file or folder and seeds it. Reads all of it, on the calling thread; the result's {@link
     * Torrent#metainfo} is what others need.
     *
     * @throws TorrentException when it cannot be read or shared
     */
    public Torrent share(Path content) throws TorrentException {
        try {
            TorrentMaker maker = new TorrentMaker(content);
            Metainfo metainfo = maker.make(_ -> {});
            if (settings.recordFolder().isPresent()) {
                maker.record(world.disk(), settings.recordFolder().get(), metainfo);
            }
            return seed(metainfo, maker.folder());
        } catch (StoreException e) {
            throw new TorrentException(SnapshotMaker.problem(e));
        }
    }

    private TorrentHandle add(Subject subject, Path folder, StoreSettings stores) {
        StoreSettings recorded =
                settings.recordFolder().map(stores::withRecordFolder).orElse(stores);
        if (closed) {
            throw new IllegalStateException("the engine is closed; open another one");
        }
        Optional<TorrentHandle> here = torrents.values().stream()
                .filter(handle -> handle.life().subject().shares(subject))
                .findFirst();
        if (here.isPresent()) {
            subject.metainfo()
                    .ifPresent(known ->
                            post(() -> here.get().life().swarm().fetching().supply(known)));
            return here.get();
        }
        subject.metainfo().ifPresent(TorrentRefusedException::requireVerifiable);
        return torrents.computeIfAbsent(subject.infoHash().hex(), _ -> {
            memory.take(subject.infoHash(), subject).ifPresent(why -> {
                throw new TorrentRefusedException(why);
            });
            try {
                TorrentHandle handle = new TorrentHandle(this, subject, folder, recorded);
                handle.start();
                return handle;
            } catch (RuntimeException | OutOfMemoryError e) {
                memory.free(subject.infoHash());
                throw e;
            }
        });
    }

    /** Whether the torrent of a magnet link is here a second time, as may turn out once its metainfo is known. */
    boolean hasAnother(TorrentHandle handle, Metainfo metainfo) {
        Subject subject = new Subject.Whole(metainfo);
        return torrents.values().stream()
                .anyMatch(other -> other != handle && other.life().subject().shares(subject));
    }

    /** What the settings limit all torrents together to. */
    public RateLimits rateLimits() {
        return settings.rateLimits();
    }

    /** Limits what all torrents together send and ask for from now on; each may have limits of its own beside. */
    public void limit(RateLimits limits) {
        post(() -> rates.limit(limits, world.timeline().nanos()));
    }

    /** Which torrents are at work and which wait. */
    public TorrentQueue queue() {
        return queue;
    }

    /** The torrents that were added and not removed, by info-hash. */
    public List<Torrent> torrents() {
        return new ArrayList<>(torrents.values());
    }

    /** The torrent with this info-hash, v1 or v2. */
    public Optional<Torrent> find(InfoHash infoHash) {
        return torrents.values().stream()
                .filter(handle -> handle.life().subject().has(infoHash))
                .<Torrent>map(handle -> handle)
                .findFirst();
    }

    /**
     * Says goodbye to trackers and peers, makes everything durable and frees all resources. Waits for at most some
     * seconds. In a simulated world that runs no thread, the caller closes the torrents and lets the world run instead.
     */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<?>[] goodbyes =
                torrents.values().stream().map(TorrentHandle::remove).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(goodbyes)
                .orTimeout(GOODBYE_SECONDS + 1, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        shut(world);
        torrents.values().forEach(torrent -> torrent.life().abandoned());
    }

    /**
     * Completes when the engine is of no use any more: its loop meets nothing but errors in this program, or memory is missing
     * for all that it does. Whoever embeds it ends the process then, or closes this engine and opens another one. On any thread.
     */
    public CompletableFuture<Throwable> failure() {
        return world.timeline().failure().copy();
    }

    boolean isClosed() {
        return closed;
    }

    private static void shut(World world) {
        world.transport().close();
        world.webSeeds().close();
        world.trackers().close();
        world.local().close();
        world.disk().close();
        world.timeline().close();
    }

    /** How much memory torrents may take. */
    MemoryBudget memory() {
        return memory;
    }

    World world() {
        return world;
    }

    SwarmLimits limits(Rates torrent) {
        return new SwarmLimits(
                settings.uploadSlots(), settings.peersPerTorrent(), torrent, settings.superSeeding(), requests);
    }

    Rates rates() {
        return rates;
    }

    Admission admission() {
        return admission;
    }

    void post(Runnable action) {
        world.timeline().post(new Event.Command(action));
    }

    /** Looks at something on the loop, as {@link #post} does, where that changes nothing. */
    void ask(Runnable answer) {
        world.timeline().post(new Event.Question(answer));
    }

    void started(Swarm swarm, boolean toSeed) {
        loop.add(swarm);
        swarm.life().start(toSeed);
    }

    void ended(Swarm swarm) {
        loop.remove(swarm);
    }

    void forget(TorrentHandle handle) {
        torrents.remove(handle.infoHash().hex(), handle);
        memory.free(handle.infoHash());
    }

    private static byte[] newPeerId(RandomGenerator random) {
        byte[] id = new byte[PEER_ID_LENGTH];
        random.nextBytes(id);
        byte[] prefix = PEER_ID_PREFIX.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(prefix, 0, id, 0, prefix.length);
        return id;
    }
}
