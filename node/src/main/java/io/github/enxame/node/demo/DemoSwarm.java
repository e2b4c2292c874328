package io.github.enxame.node.demo;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.RealWorld;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.Made;
import io.github.enxame.node.torrent.Maker;
import io.github.enxame.node.torrent.MakerOptions;
import io.github.enxame.node.torrent.Publisher;
import io.github.enxame.node.view.StateView;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.client.CatalogueClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A tracker, four peers that have a document, and a requester, in this process. Sockets, tracker and files are real; the
 * distances and the peers' upload rates are not.
 */
public final class DemoSwarm implements AutoCloseable {
    /** The document that is shared: a text of our own. */
    public static final String DOCUMENT = "enxame-por-dentro.pdf";

    private static final long READY_SECONDS = 30;
    /** The first finds a program that is not warm yet. */
    private static final int PROBES = 3;

    private static final EngineSettings SETTINGS =
            EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private final TemporaryFolder folder;
    private final double uplinkBytesPerSecond;
    private final Map<Integer, Distance> distances = new ConcurrentHashMap<>();
    private final List<DemoPeer> peers = new ArrayList<>();
    private final TrackerServer tracker;
    private final CatalogueClient catalogue;
    private final Made document;
    private final Engine requester;
    private final Transport requesterLinks;

    private DemoSwarm(TemporaryFolder folder, double uplinkBytesPerSecond, TrackerServer tracker)
            throws IOException, ProblemException {
        this.folder = folder;
        this.uplinkBytesPerSecond = uplinkBytesPerSecond;
        this.tracker = tracker;
        this.catalogue = new CatalogueClient(tracker.uri(), "Enxame demo");
        Path original = copyOf(folder.path().resolve("original"));
        this.document = Maker.make(
                original, List.of(catalogue.announceUri()), MakerOptions.standard(), Optional.empty(), _ -> {});
        World world =
                world(address -> distanceOf(address).map(Distance::rttNanos).orElse(0L), Uplink.unlimited());
        this.requesterLinks = world.transport();
        this.requester = Engine.open(SETTINGS, world);
    }

    /**
     * Starts everything and waits until the four peers are known to the tracker.
     *
     * @param uplinkBytesPerSecond what each peer sends at most
     */
    public static DemoSwarm open(double uplinkBytesPerSecond)
            throws IOException, ProblemException, TrackerException, InterruptedException {
        TemporaryFolder folder = TemporaryFolder.make("enxame-demo");
        TrackerServer tracker = null;
        DemoSwarm swarm = null;
        try {
            tracker = TrackerServer.open(
                    TrackerSettings.of("127.0.0.1", 0, folder.path().resolve("tracker")));
            swarm = new DemoSwarm(folder, uplinkBytesPerSecond, tracker);
            swarm.begin();
            return swarm;
        } catch (Exception e) {
            if (swarm != null) {
                swarm.close();
            } else {
                if (tracker != null) {
                    tracker.close();
                }
                folder.close();
            }
            throw e;
        }
    }

    private void begin() throws IOException, ProblemException, InterruptedException {
        Publisher.publish(catalogue, document.metainfo(), document.title(), Optional.empty());
        for (Distance distance : Distance.ALL) {
            Engine engine = Engine.open(SETTINGS, world(_ -> distance.rttNanos(), new Uplink(uplinkBytesPerSecond)));
            distances.put(engine.address().getPort(), distance);
            Path copy = copyOf(folder.path().resolve(distance.name()));
            Torrent torrent = engine.seed(document.metainfo(), Objects.requireNonNull(copy.getParent()));
            peers.add(new DemoPeer(distance.name(), distance.rttMillis(), engine, torrent));
        }
        for (DemoPeer peer : peers) {
            ready(peer);
        }
    }

    private static void ready(DemoPeer peer) throws ProblemException, InterruptedException {
        CompletableFuture<Void> announced = new CompletableFuture<>();
        try (Torrent.Watch _ = peer.torrent().watch(snapshot -> {
            if (snapshot.tracker().isPresent()) {
                announced.complete(null);
            }
        })) {
            peer.torrent().completion().thenCombine(announced, (_, _) -> true).get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(
                    new io.github.enxame.node.problem.Problem(
                            "demo_failed",
                            "The peer '" + peer.name() + "' of the demo did not start: " + e.getMessage()),
                    e);
        }
    }

    private static Path copyOf(Path into) throws IOException {
        Path copy = Files.createDirectories(into).resolve(DOCUMENT);
        try (InputStream in = Objects.requireNonNull(DemoSwarm.class.getResourceAsStream(DOCUMENT))) {
            Files.copy(in, copy);
        }
        return copy;
    }

    /** The real world with delayed links. */
    private static World world(ToLongFunction<InetSocketAddress> rttNanos, Uplink uplink) {
        World real = RealWorld.open(SETTINGS);
        return new World(
                real.timeline(),
                real.random(),
                new DelayedTransport(real.transport(), rttNanos, uplink),
                real.trackers(),
                real.disk(),
                real.buffers());
    }

    /** The round trips that the requester sees, in milliseconds, by name: the least of a few connections to each peer. */
    public Map<String, Double> measure() throws InterruptedException, ExecutionException {
        Map<String, Double> measured = new LinkedHashMap<>();
        for (int i = 0; i < PROBES; i++) {
            Map<String, CompletableFuture<Long>> running = new LinkedHashMap<>();
            for (DemoPeer peer : peers) {
                running.put(
                        peer.name(),
                        DistanceProbe.measure(requesterLinks, peer.engine().address()));
            }
            for (Map.Entry<String, CompletableFuture<Long>> probe : running.entrySet()) {
                measured.merge(probe.getKey(), probe.getValue().get() / 1e6, Math::min);
            }
        }
        return measured;
    }

    private Optional<Distance> distanceOf(InetSocketAddress address) {
        return Optional.ofNullable(distances.get(address.getPort()));
    }

    /** What the peer at an address is called; null for one that is none of the demo's. */
    public @Nullable String nameOf(InetSocketAddress address) {
        return distanceOf(address).map(Distance::name).orElse(null);
    }

    /** The links whose delay is simulated, for the web interface. */
    public StateView.Demo view() {
        return new StateView.Demo(Distance.ALL.stream()
                .map(distance -> new StateView.SimulatedLink(distance.name(), distance.rttMillis()))
                .toList());
    }

    /** The engine that wants the document. */
    public Engine requester() {
        return requester;
    }

    /** The catalogue in which the document is published. */
    public CatalogueClient catalogue() {
        return catalogue;
    }

    /** The document that is shared, as its maker made it. */
    public Made document() {
        return document;
    }

    /** The file that all copies are of. */
    public Path original() {
        return document.folder().resolve(DOCUMENT);
    }

    /** A folder for downloads. */
    public Path downloads() {
        return folder.path().resolve("requester");
    }

    /** A folder for whatever else must be kept while the demo runs. */
    public Path state() {
        return folder.path().resolve("state");
    }

    @Override
    public void close() {
        Map<String, Engine> engines = new HashMap<>();
        peers.forEach(peer -> engines.put(peer.name(), peer.engine()));
        engines.put("requester", requester);
        engines.values().parallelStream().forEach(Engine::close);
        tracker.close();
        folder.close();
    }
}
