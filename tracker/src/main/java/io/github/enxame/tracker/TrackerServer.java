package io.github.enxame.tracker;

import io.github.enxame.tracker.TrackerException.Reason;
import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.CatalogueException;
import io.github.enxame.tracker.http.CatalogueApi;
import io.github.enxame.tracker.http.Requesters;
import io.github.enxame.tracker.http.TorrentViews;
import io.github.enxame.tracker.http.TrackerHandler;
import io.github.enxame.tracker.swarm.AnnounceService;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running tracker: announces and scrapes (BEP 3, 7, 23, 48) and the catalogue on one HTTP port. Safe for use from any
 * thread.
 */
public final class TrackerServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrackerServer.class.getName());
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int IDLE_MILLIS = 20_000;
    private static final int MAX_THREADS = 16;
    private static final int MAX_QUEUED_JOBS = 256;
    private static final int MAX_HEADER_LENGTH = 16 << 10;

    private final TrackerSettings settings;
    private final Catalogue catalogue;
    private final ThreadPoolExecutor catalogueThread;
    private final Server server;
    private final ServerConnector connector;
    private volatile int port;

    private TrackerServer(
            TrackerSettings settings,
            Catalogue catalogue,
            LongSupplier nanos,
            InstantSource clock,
            SplittableGenerator random) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.catalogueThread = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED_JOBS),
                Thread.ofPlatform().daemon().name("tracker-catalogue").factory());
        this.catalogueThread.allowCoreThreadTimeOut(true);
        this.server = new Server(threads());
        this.connector = connector(server, settings);
        AnnounceService announces = new AnnounceService(
                settings.swarmLimits(), swarm -> !settings.listedOnly() || catalogue.lists(swarm), random);
        Requesters requesters = new Requesters(settings.behindProxy());
        CatalogueApi api = new CatalogueApi(
                catalogue,
                new TorrentViews(announces, nanos),
                requesters,
                settings.publicUrl(),
                catalogueThread,
                clock,
                settings.catalogueLimits().maxTorrentLength());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setHandler(new TrackerHandler(announces, api, requesters, nanos));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("tracker");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, TrackerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADER_LENGTH);
        // Info-hashes are bytes, not text: some clients write them into the query without encoding.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.bindHost());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1024);
        return connector;
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
        Catalogue catalogue;
        try {
            catalogue = Catalogue.open(settings.dataFolder(), settings.catalogueLimits());
        } catch (CatalogueException e) {
            throw new TrackerException(Reason.DATA_FOLDER, String.valueOf(e.getMessage()), e);
        }
        TrackerServer tracker = new TrackerServer(settings, catalogue, nanos, clock, random);
        try {
            tracker.start();
            return tracker;
        } catch (TrackerException e) {
            tracker.close();
            throw e;
        }
    }

    private void start() throws TrackerException {
        try {
            connector.open();
            server.start();
            port = connector.getLocalPort();
        } catch (Exception e) {
            String where = settings.bindHost() + ":" + settings.port();
            if (taken(e)) {
                throw new TrackerException(
                        Reason.PORT_TAKEN,
                        "The tracker cannot listen on port " + settings.port()
                                + ": another program uses it. Stop that program, or choose another port.",
                        e);
            }
            throw new TrackerException(
                    Reason.CANNOT_LISTEN,
                    "The tracker cannot listen on " + where + " (" + e.getMessage()
                            + "). Choose an address of this machine and a port that you may use.",
                    e);
        }
    }

    private static boolean taken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
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
        boolean all = host.equals("0.0.0.0") || host.equals("::");
        String shown = all ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + port() + "/");
    }

    /** The announce URL that belongs to {@link #uri}. */
    public URI announceUri() {
        return uri().resolve("announce");
    }

    /** The number of torrents in the catalogue. */
    public int torrentCount() {
        return catalogue.size();
    }

    /** Stops listening, lets the catalogue finish what it was doing, and closes it. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "The tracker did not stop cleanly", e);
        }
        catalogueThread.shutdown();
        try {
            if (!catalogueThread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "The catalogue is still busy after 10 s; it is closed now");
            }
            catalogue.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CatalogueException e) {
            LOG.log(System.Logger.Level.WARNING, "The catalogue did not close cleanly", e);
        }
    }
}
