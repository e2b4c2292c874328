package io.github.enxame.tracker;

import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.TrackerException.Reason;
import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.CatalogueException;
import io.github.enxame.tracker.http.CatalogueApi;
import io.github.enxame.tracker.http.CatalogueQueues;
import io.github.enxame.tracker.http.HttpConnectionLimiter;
import io.github.enxame.tracker.http.OperatorKey;
import io.github.enxame.tracker.http.Requesters;
import io.github.enxame.tracker.http.TorrentViews;
import io.github.enxame.tracker.http.TrackerHandler;
import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.udp.UdpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running tracker: announces and scrapes (BEP 3, 7, 23, 48) and the catalogue on one HTTP port, announces and scrapes on
 * the UDP port (BEP 15) of the same number. Safe for use from any
 * thread.
 */
public final class TrackerServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrackerServer.class.getName());
    private static final int MAX_THREADS = 16;
    /** Memory of buffers that are kept for the next connection, in bytes, on the heap and off it each. */
    private static final long MAX_POOLED_BYTES = 8 << 20;

    private final TrackerSettings settings;
    private final Catalogue catalogue;
    private final CatalogueQueues queues = CatalogueQueues.open();
    private final OperatorKey operator = OperatorKey.random();
    private final Server server;
    private final TrackerConnector connector;
    private final Optional<UdpServer> udp;
    private Optional<ExpiryTimer> expiry = Optional.empty();
    private volatile int port;

    private TrackerServer(
            TrackerSettings settings,
            Server server,
            TrackerConnector connector,
            Optional<UdpServer> udp,
            Catalogue catalogue) {
        this.settings = settings;
        this.server = server;
        this.connector = connector;
        this.udp = udp;
        this.catalogue = catalogue;
    }

    private TrackerHandler handler(LongSupplier nanos, InstantSource clock, SplittableGenerator random) {
        AnnounceService announces = new AnnounceService(
                settings.swarmLimits(), swarm -> !settings.listedOnly() || catalogue.lists(swarm), random);
        Requesters requesters = new Requesters(settings.proxies(), settings.trusted());
        CatalogueApi api = new CatalogueApi(
                catalogue,
                new TorrentViews(announces, nanos),
                requesters,
                settings.publicUrl(),
                queues,
                operator,
                clock,
                nanos,
                settings.catalogueLimits().maxTorrentLength());
        udp.ifPresent(front -> front.serve(announces, settings.trusted(), nanos, new SecureRandom()));
        expiry = Optional.of(new ExpiryTimer(announces, nanos));
        HttpConnectionLimiter connections = new HttpConnectionLimiter(settings.proxies(), settings.spareFiles());
        connector.addBean(connections);
        return new TrackerHandler(announces, api, requesters, connections, nanos);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("tracker");
        threads.setDaemon(true);
        return threads;
    }

    /**
     * Starts a tracker; it serves when this returns.
     *
     * @throws TrackerException when the port is taken, the address cannot be used, or the catalogue cannot be opened
     */
    public static TrackerServer open(TrackerSettings settings) throws TrackerException {
        return open(settings, System::nanoTime, InstantSource.system(), new SplittableRandom());
    }

    static TrackerServer open(
            TrackerSettings settings, LongSupplier nanos, InstantSource clock, SplittableGenerator random)
            throws TrackerException {
        FutureTask<Catalogue> opening = new FutureTask<>(
                () -> Catalogue.open(settings.dataFolder(), settings.catalogueLimits(), clock.millis()));
        Thread.ofPlatform().daemon().name("tracker-catalogue-open").start(opening);
        Server server =
                new Server(threads(), null, new ArrayByteBufferPool(0, -1, -1, -1, MAX_POOLED_BYTES, MAX_POOLED_BYTES));
        TrackerConnector connector = new TrackerConnector(server);
        Optional<UdpServer> udp;
        try {
            connector.listen(settings.bindAddress(), settings.port());
            udp = udp(settings, connector);
        } catch (IOException e) {
            shut(connector);
            discard(opening);
            throw cannotListen(settings, e);
        }
        server.addConnector(connector);
        Catalogue catalogue;
        try {
            catalogue = opened(opening);
        } catch (TrackerException e) {
            shut(connector);
            udp.ifPresent(UdpServer::close);
            throw e;
        }
        TrackerServer tracker = new TrackerServer(settings, server, connector, udp, catalogue);
        try {
            tracker.serve(tracker.handler(nanos, clock, random));
            tracker.tellOperator();
            return tracker;
        } catch (TrackerException e) {
            tracker.close();
            throw e;
        }
    }

    /** The port of the same number, or any where the system chose a number that is taken for UDP. */
    private static Optional<UdpServer> udp(TrackerSettings settings, ServerConnector connector) throws IOException {
        if (!settings.udp()) {
            return Optional.empty();
        }
        ListenAddress address = settings.bindAddress();
        try {
            return Optional.of(
                    UdpServer.open(address.socket(connector.getLocalPort()), address.family(), settings.spareFiles()));
        } catch (BindException e) {
            if (settings.port() == 0) {
                return Optional.of(UdpServer.open(address.socket(0), address.family(), settings.spareFiles()));
            }
            throw e;
        }
    }

    /** A connector of a server that did not start leaves its port open when it is closed. */
    private static void shut(ServerConnector connector) {
        if (connector.getTransport() instanceof Closeable channel) {
            IO.close(channel);
        }
    }

    private static void discard(FutureTask<Catalogue> opening) {
        try {
            opened(opening).close();
        } catch (TrackerException | CatalogueException e) {
            LOG.log(System.Logger.Level.DEBUG, "The catalogue of a tracker that cannot listen did not close", e);
        }
    }

    /** Loading SQLite and loading Jetty take about as long: they are done side by side. */
    private static Catalogue opened(FutureTask<Catalogue> opening) throws TrackerException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            String message = e.getCause() instanceof CatalogueException known
                    ? String.valueOf(known.getMessage())
                    : "The catalogue cannot be opened: " + e.getCause() + ". Report this.";
            throw new TrackerException(Reason.DATA_FOLDER, message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrackerException(Reason.DATA_FOLDER, "The tracker was told to stop while it started.", e);
        }
    }

    private void serve(TrackerHandler handler) throws TrackerException {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw cannotListen(settings, e);
        }
        port = connector.getLocalPort();
    }

    /** Where the key cannot be kept, the operator removes torrents while the tracker is stopped. */
    private void tellOperator() {
        String host = settings.bindHost();
        String shown =
                settings.bindAddress().isWildcard() ? "127.0.0.1" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        try {
            operator.write(settings.dataFolder(), "http://" + shown + ":" + port() + "/");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The operator's key could not be written: " + e.getMessage());
        }
    }

    private static TrackerException cannotListen(TrackerSettings settings, Exception e) {
        if (refused(e, "denied")) {
            return new TrackerException(
                    Reason.CANNOT_LISTEN,
                    "The tracker may not listen on port " + settings.port()
                            + ": the system keeps it for privileged programs. Choose a port above 1023.",
                    e);
        }
        if (refused(e, "in use")) {
            return new TrackerException(
                    Reason.PORT_TAKEN,
                    "The tracker cannot listen on port " + settings.port()
                            + ": another program uses it. Stop that program, or choose another port.",
                    e);
        }
        return new TrackerException(
                Reason.CANNOT_LISTEN,
                "The tracker cannot listen on " + settings.bindHost() + ":" + settings.port() + " (" + e.getMessage()
                        + "). Choose an address of this machine and a port that you may use.",
                e);
    }

    /** Whether the system did not let us listen, for a reason that has these words in it. */
    private static boolean refused(Exception e, String words) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** The port that is listened on, or was until it was closed. */
    public int port() {
        return port;
    }

    /** Where this tracker is reached: the public URL, or the bound address ({@code localhost} for all); ends with a slash. */
    public URI uri() {
        if (settings.publicUrl().isPresent()) {
            String url = settings.publicUrl().get().toString();
            return URI.create(url.endsWith("/") ? url : url + "/");
        }
        String host = settings.bindHost();
        String shown =
                settings.bindAddress().isWildcard() ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + port() + "/");
    }

    /** The announce URL that belongs to {@link #uri}. */
    public URI announceUri() {
        return uri().resolve("announce");
    }

    /** The announce URL of the UDP port, at the host of {@link #uri}; empty when there is no such port. */
    public Optional<URI> udpAnnounceUri() {
        String named = UrlParts.host(uri());
        String host = named.indexOf(':') < 0 ? named : "[" + named + "]";
        return udp.map(front -> URI.create("udp://" + host + ":" + front.port() + "/announce"));
    }

    /**
     * Completes when HTTP is not served any more because of an error in this program or missing memory. Whoever runs the tracker
     * ends the process then, or closes it and opens another one. On any thread.
     */
    public CompletableFuture<Throwable> failure() {
        return connector.failure().copy();
    }

    /** The number of torrents in the catalogue. */
    public int torrentCount() {
        return catalogue.size();
    }

    /** Stops listening, lets the catalogue finish what it was doing, and closes it. */
    @Override
    public void close() {
        udp.ifPresent(UdpServer::close);
        expiry.ifPresent(ExpiryTimer::close);
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "The tracker did not stop cleanly", e);
        }
        queues.close();
        try {
            OperatorKey.delete(settings.dataFolder());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The file of the operator's key stays: " + e.getMessage());
        }
        try {
            catalogue.close();
        } catch (CatalogueException e) {
            LOG.log(System.Logger.Level.WARNING, "The catalogue did not close cleanly", e);
        }
    }
}
