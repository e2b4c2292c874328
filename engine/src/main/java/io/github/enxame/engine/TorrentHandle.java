package io.github.enxame.engine;

import io.github.enxame.engine.storage.StoreSettings;
import io.github.enxame.engine.storage.TorrentStore;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmOwner;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.protocol.magnet.MagnetPeer;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What embedding programs hold of a torrent. Everything is passed to the loop; the swarm is touched there only. */
final class TorrentHandle implements Torrent, SwarmOwner {
    private static final long PUBLISH_NANOS = 200_000_000L;
    private static final long ANSWER_SECONDS = 10;
    private static final long GOODBYE_NANOS = 3_000_000_000L;

    private final Engine engine;
    private final InfoHash infoHash;
    private final Path folder;
    private final StoreSettings stores;
    private final Rates rates;
    private final Watchers watchers = new Watchers();
    private final CompletableFuture<Void> removed = new CompletableFuture<>();
    private final CompletableFuture<Metainfo> metadata = new CompletableFuture<>();
    private volatile Subject subject;
    private volatile CompletableFuture<Void> completion = new CompletableFuture<>();
    private Swarm swarm;
    private Optional<Snapshot.Problem> problem = Optional.empty();
    private boolean proving;
    private boolean leaving;
    private boolean changed;
    private long lastPublishedNanos;
    private long lastMoved;

    TorrentHandle(Engine engine, Subject subject, Path folder, StoreSettings stores) {
        this.engine = engine;
        this.subject = subject;
        this.infoHash = subject.infoHash();
        subject.metainfo().ifPresent(metadata::complete);
        this.folder = folder;
        this.stores = stores;
        this.rates = engine.rates().ofTorrent();
        this.swarm = newSwarm();
    }

    private Swarm newSwarm() {
        return new Swarm(
                subject,
                engine.world(),
                engine.admission(),
                this,
                engine.limits(rates),
                engine.address().getPort(),
                (metainfo, listener) ->
                        new TorrentStore(metainfo, folder, engine.world().disk(), listener, stores));
    }

    void start() {
        engine.started(swarm, stores.mustExist());
    }

    /** Dials whom a magnet link names; names are resolved where that may take its time. */
    void dial(List<MagnetPeer> peers) {
        if (!peers.isEmpty()) {
            engine.world()
                    .timeline()
                    .aside(() -> peers.forEach(peer -> {
                        InetSocketAddress address = new InetSocketAddress(peer.host(), peer.port());
                        if (!address.isUnresolved()) {
                            connect(address);
                        }
                    }));
        }
    }

    /** The metainfo of a torrent that was added by a magnet link came from elsewhere than its peers. */
    void supply(Metainfo metainfo) {
        swarm.supply(metainfo);
    }

    Subject subject() {
        return subject;
    }

    @Override
    public Metainfo metainfo() {
        return subject.metainfo()
                .orElseThrow(() -> new IllegalStateException(
                        "what " + name() + " is has to come from peers first; wait for metadata()"));
    }

    @Override
    public CompletableFuture<Metainfo> metadata() {
        return outside(metadata);
    }

    @Override
    public InfoHash infoHash() {
        return infoHash;
    }

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Snapshot snapshot() {
        CompletableFuture<Snapshot> answer = new CompletableFuture<>();
        engine.post(() -> answer.complete(SnapshotMaker.of(swarm, problem)));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the engine is closed or does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    @Override
    public Watch watch(Consumer<Snapshot> watcher) {
        Watch watch = watchers.add(watcher);
        engine.post(this::publish);
        return watch;
    }

    @Override
    public CompletableFuture<Void> completion() {
        return outside(completion);
    }

    /** The same, but what others do when it is done never runs on the loop or on a disk's lane. */
    private <T> CompletableFuture<T> outside(CompletableFuture<T> inside) {
        return inside.isDone()
                ? inside.copy()
                : inside.whenCompleteAsync((_, _) -> {}, engine.world().timeline()::aside);
    }

    @Override
    public CompletableFuture<Receipt> prove() {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        if (engine.isClosed()) {
            receipt.completeExceptionally(new TorrentException(closed()));
            return receipt;
        }
        engine.post(() -> {
            if (!swarm.inPlace()) {
                receipt.completeExceptionally(new TorrentException(
                        new Snapshot.Problem("incomplete", name() + " is not complete yet; wait until it is")));
                return;
            }
            var _ = proof().handle((proven, error) -> error == null
                    ? receipt.complete(proven)
                    : receipt.completeExceptionally(new TorrentException(SnapshotMaker.problem(error))));
        });
        return outside(receipt);
    }

    @Override
    public void connect(InetSocketAddress peer) {
        InetSocketAddress address =
                peer.getAddress() != null && peer.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.getPort())
                        : peer;
        engine.post(() -> swarm.connect(address));
    }

    @Override
    public void limit(RateLimits limits) {
        engine.post(() -> rates.limit(limits, engine.world().timeline().nanos()));
    }

    @Override
    public void pause() {
        engine.post(() -> swarm.pause());
    }

    @Override
    public void resume() {
        engine.post(() -> {
            if (leaving) {
                return;
            }
            if (problem.isPresent()) {
                restart();
            } else {
                swarm.resume();
            }
        });
    }

    private void restart() {
        Swarm failed = swarm;
        problem = Optional.empty();
        completion = new CompletableFuture<>();
        failed.close(() -> {
            if (!leaving) {
                engine.ended(failed);
                swarm = newSwarm();
                start();
            }
        });
    }

    @Override
    public CompletableFuture<Void> remove() {
        engine.post(() -> {
            if (!leaving) {
                leaving = true;
                long deadline = engine.world().timeline().nanos() + GOODBYE_NANOS;
                swarm.close(() -> gone(deadline));
            }
        });
        return outside(removed);
    }

    /** The engine has closed: nobody need wait any more. */
    void abandoned() {
        completion.completeExceptionally(new TorrentException(closed()));
        metadata.completeExceptionally(new TorrentException(closed()));
        removed.complete(null);
        watchers.close();
    }

    private Snapshot.Problem closed() {
        return new Snapshot.Problem("closed", "the engine that " + name() + " belongs to is closed; open another one");
    }

    /** The files are closed; the trackers get a moment to take the goodbye. */
    private void gone(long deadlineNanos) {
        if (swarm.announcing() && engine.world().timeline().nanos() < deadlineNanos) {
            engine.world().timeline().postAfter(10_000_000L, new Event.Command(() -> gone(deadlineNanos)));
            return;
        }
        engine.ended(swarm);
        engine.forget(this);
        watchers.publish(SnapshotMaker.of(swarm, problem));
        watchers.close();
        TorrentException gone =
                new TorrentException(new Snapshot.Problem("removed", name() + " was removed before it was complete"));
        completion.completeExceptionally(gone);
        metadata.completeExceptionally(gone);
        removed.complete(null);
    }

    // On the loop.

    @Override
    public void changed(Swarm of) {
        changed = true;
        if (subject instanceof Subject.Named && of.subject() instanceof Subject.Whole(var known)) {
            learned(known);
        }
        if (of.phase() instanceof SwarmPhase.Failed(var error)) {
            fail(SnapshotMaker.problem(error));
        } else if (of.inPlace() && !completion.isDone()) {
            proveDigests();
        }
    }

    /** Peers have told what the magnet link leads to. */
    private void learned(Metainfo metainfo) {
        if (engine.hasAnother(this, metainfo)) {
            swarm.unusable(metainfo.info().name() + " is here already, under its other info-hash; remove this one.");
            return;
        }
        subject = new Subject.Whole(metainfo);
        metadata.complete(metainfo);
    }

    private void fail(Snapshot.Problem what) {
        problem = Optional.of(what);
        metadata.completeExceptionally(new TorrentException(what));
        completion.completeExceptionally(new TorrentException(what));
        publish();
    }

    /** The pieces are right; promised digests are compared before anybody is told that it is done. */
    private void proveDigests() {
        Info info = metainfo().info();
        boolean promised = info.md5().isPresent() || info.sha256().isPresent();
        if (!promised || stores.mustExist()) {
            completion.complete(null);
            return;
        }
        if (proving) {
            return;
        }
        proving = true;
        var _ = proof().handle((receipt, error) -> {
            engine.post(() -> proven(receipt, error));
            return receipt;
        });
    }

    private void proven(@Nullable Receipt receipt, @Nullable Throwable error) {
        proving = false;
        if (error != null) {
            fail(SnapshotMaker.problem(error));
        } else if (receipt != null && receipt.match()) {
            completion.complete(null);
            publish();
        } else if (receipt != null) {
            fail(wrongHash(receipt));
        }
    }

    private CompletableFuture<Receipt> proof() {
        long refused = swarm.holdings().refusedBlocks();
        int pieces = swarm.holdings().layout().pieceCount();
        Info info = metainfo().info();
        return Proof.of(engine.world().disk(), info, folder)
                .thenApply(files -> new Receipt(pieces, info.md5(), info.sha256(), files, refused));
    }

    private Snapshot.Problem wrongHash(Receipt receipt) {
        Receipt.FileDigests digests = receipt.files().getFirst();
        return new Snapshot.Problem(
                "wrong_hash",
                "\"%s\" has the MD5 %s and the SHA-256 %s, which are not those that its torrent promises. "
                                .formatted(name(), digests.md5(), digests.sha256())
                        + "Every piece is as the torrent says, so whoever made the torrent was wrong or lied: ask for"
                        + " another one. The file stays in " + folder + ".");
    }

    /** Called at each tick: whoever watches sees what moved since. */
    void publishDue() {
        if (watchers.isEmpty()) {
            return;
        }
        long now = engine.world().timeline().nanos();
        long moved = swarm.holdings().receivedBytes()
                + swarm.bytesUp()
                + swarm.holdings().picker().verified().cardinality()
                + swarm.connections().sessions().size();
        boolean checking = swarm.phase() instanceof SwarmPhase.Checking;
        if (changed || ((moved != lastMoved || checking) && now - lastPublishedNanos >= PUBLISH_NANOS)) {
            lastMoved = moved;
            publish();
        }
    }

    private void publish() {
        changed = false;
        lastPublishedNanos = engine.world().timeline().nanos();
        if (!watchers.isEmpty()) {
            watchers.publish(SnapshotMaker.of(swarm, problem));
        }
    }
}
