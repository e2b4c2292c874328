package io.github.enxame.engine;

import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreSettings;
import io.github.enxame.engine.swarm.PeerSource;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.protocol.magnet.MagnetPeer;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What embedding programs hold of a torrent. Everything is passed to the loop, where {@link TorrentLife} is. */
final class TorrentHandle implements Torrent {
    private static final long ANSWER_SECONDS = 10;

    private final Engine engine;
    private final InfoHash infoHash;
    private final Path folder;
    private final Rates rates;
    private final Publishing publishing;
    private final Outcomes outcomes;
    private final TorrentLife life;

    TorrentHandle(Engine engine, Subject subject, Path folder, StoreSettings stores) {
        this.engine = engine;
        this.infoHash = subject.infoHash();
        this.folder = folder;
        this.rates = engine.rates().ofTorrent();
        this.publishing = new Publishing(engine.world().timeline());
        this.outcomes = new Outcomes(engine.world().timeline());
        this.life = new TorrentLife(engine, this, subject, rates, stores, publishing, outcomes);
    }

    /** What only the loop touches of it. */
    TorrentLife life() {
        return life;
    }

    /** Dials whom a magnet link names; names are resolved where that may take its time. */
    void dial(List<MagnetPeer> peers) {
        if (!peers.isEmpty()) {
            engine.world()
                    .timeline()
                    .aside(() -> peers.forEach(peer -> {
                        lookUp(peer)
                                .ifPresent(address ->
                                        engine.post(() -> life.swarm().connect(address, PeerSource.TORRENT)));
                    }));
        }
    }

    /** Blocks its thread for some seconds at most; a peer whose host has several addresses is dialled at the first. */
    private static Optional<InetSocketAddress> lookUp(MagnetPeer peer) {
        try {
            return Optional.of(new InetSocketAddress(HostLookup.addresses(peer.host())[0], peer.port()));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public Metainfo metainfo() {
        return life.subject()
                .metainfo()
                .orElseThrow(() -> new IllegalStateException(
                        "what " + name() + " is has to come from peers first; wait for metadata()"));
    }

    @Override
    public CompletableFuture<Metainfo> metadata() {
        return outcomes.metadata();
    }

    @Override
    public InfoHash infoHash() {
        return infoHash;
    }

    @Override
    public String name() {
        return life.subject().name();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Snapshot snapshot() {
        CompletableFuture<Snapshot> answer = new CompletableFuture<>();
        engine.ask(() -> {
            try {
                answer.complete(life.snapshot());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the engine is closed or does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    /** Whether anybody watches it; any thread. */
    boolean isWatched() {
        return publishing.isWatched();
    }

    @Override
    public Watch watch(Consumer<Snapshot> watcher) {
        Watch watch = publishing.add(watcher);
        onLoop(() -> {
            engine.watched(this);
            life.publish();
        });
        return watch;
    }

    @Override
    public CompletableFuture<Void> completion() {
        return outcomes.completion();
    }

    @Override
    public void select(Selection wanted) {
        life.subject().metainfo().ifPresent(known -> requireSomething(wanted, known.info()));
        outcomes.choosing();
        onLoop(() -> life.select(wanted));
    }

    /** Does something with the torrent on the loop; if that meets an error in this program, the torrent fails. */
    private void onLoop(Runnable action) {
        engine.post(() -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                life.broken(e);
                throw e;
            }
        });
    }

    /** Begins it. */
    void start() {
        onLoop(life::start);
    }

    static void requireSomething(Selection wanted, Info info) {
        if (wanted.files(info).findAny().isEmpty()) {
            throw new IllegalArgumentException(
                    "no file of \"" + info.name() + "\" is left; choose at least one of its files");
        }
    }

    @Override
    public void readFirst(List<Integer> sections) {
        List<Integer> wanted = List.copyOf(sections);
        onLoop(() -> life.readFirst(wanted));
    }

    @Override
    public CompletableFuture<Receipt> prove() {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        if (engine.isClosed()) {
            receipt.completeExceptionally(new TorrentException(life.closed()));
            return receipt;
        }
        engine.post(() -> {
            try {
                life.prove(receipt);
            } catch (RuntimeException | Error e) {
                receipt.completeExceptionally(e);
                throw e;
            }
        });
        return outcomes.outside(receipt);
    }

    @Override
    public void connect(InetSocketAddress peer) {
        InetSocketAddress address =
                peer.getAddress() != null && peer.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.getPort())
                        : peer;
        onLoop(() -> life.swarm().connect(address));
    }

    @Override
    public void limit(RateLimits limits) {
        engine.post(() -> rates.limit(limits, engine.world().timeline().nanos()));
    }

    @Override
    public void pause() {
        onLoop(life::pause);
    }

    @Override
    public CompletableFuture<Void> check() {
        CompletableFuture<Void> looked = new CompletableFuture<>();
        if (engine.isClosed()) {
            looked.completeExceptionally(new TorrentException(life.closed()));
            return looked;
        }
        onLoop(() -> life.check(() -> looked.complete(null)));
        return outcomes.outside(looked);
    }

    @Override
    public void repair() {
        engine.post(life::repair);
    }

    @Override
    public void resume() {
        onLoop(life::resume);
    }

    @Override
    public CompletableFuture<Void> remove() {
        onLoop(life::end);
        return outcomes.removal();
    }
}
