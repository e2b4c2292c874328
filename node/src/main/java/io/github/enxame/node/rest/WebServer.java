package io.github.enxame.node.rest;

import io.github.enxame.engine.storage.OpenFileLimit;
import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server on this computer's own addresses, each request on a virtual thread. */
public final class WebServer implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 16 << 10;
    /** Ports that are tried where any will do, for one that is free at both addresses. */
    private static final int MAX_PORT_TRIES = 10;

    private final Server server;
    private final int port;

    private WebServer(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts to serve the API and the web interface.
     *
     * @param port on localhost; 0 lets the system choose
     * @param access who may use the API
     * @throws ProblemException where the port is taken
     */
    public static WebServer open(int port, Handler api, AccessControl access) throws ProblemException {
        for (int tries = 1; ; tries++) {
            try {
                return start(port, api, access);
            } catch (ProblemException e) {
                if (port != 0 || tries == MAX_PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static WebServer start(int port, Handler api, AccessControl access) throws ProblemException {
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("web");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(threads);
        ConnectionLimiter connections = new ConnectionLimiter(OpenFileLimit.ofProcess());
        server.setHandler(new Guard(new AccessHandler(access, connections, new Handler.Sequence(api, new WebFiles()))));
        server.setErrorHandler(new Errors());
        ServerConnector connector = connector(server, "127.0.0.1", port, connections);
        server.addConnector(connector);
        try {
            server.start();
            alsoOnIpv6(server, connector.getLocalPort(), connections);
            return new WebServer(server, connector.getLocalPort());
        } catch (Exception e) {
            stop(server);
            throw refused(port, e);
        }
    }

    private static ServerConnector connector(Server server, String host, int port, ConnectionLimiter connections) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setUriCompliance(UriCompliance.RFC3986);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setReuseAddress(true);
        connector.addBean(connections, false);
        return connector;
    }

    /**
     * A browser may try localhost's IPv6 address first. A computer without one is served at the other; but where another
     * program listens there, the page's address would lead to that program.
     */
    private static void alsoOnIpv6(Server server, int port, ConnectionLimiter connections) throws Exception {
        ServerConnector connector = connector(server, "::1", port, connections);
        try {
            connector.start();
            server.addConnector(connector);
        } catch (Exception e) {
            if (isInUse(e)) {
                throw e;
            }
            System.getLogger(WebServer.class.getName())
                    .log(System.Logger.Level.DEBUG, "not listening on [::1]:" + port + ": " + e.getMessage());
        }
    }

    private static boolean isInUse(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("in use")) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException refused(int port, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                String why = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
                return why.contains("permission") || why.contains("denied")
                        ? new ProblemException(
                                "no_permission",
                                "This user may not listen on port " + port
                                        + ". Choose another with --web-port, above 1023.",
                                "port",
                                Integer.toString(port))
                        : new ProblemException(
                                "port_taken",
                                "Port " + port
                                        + " is taken by another program. Close that one, or choose another with --web-port.",
                                "port",
                                Integer.toString(port));
            }
        }
        return new ProblemException(
                new io.github.enxame.node.problem.Problem(
                        "internal", "The web server did not start: " + e.getMessage()),
                e);
    }

    /** The port it answers on. */
    public int port() {
        return port;
    }

    /** The address to open in a browser. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** Stops serving; event streams end. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(WebServer.class.getName())
                    .log(System.Logger.Level.WARNING, "the web server did not stop cleanly", e);
        }
    }

    /** Marks exceptions that mean that nobody reads any more. */
    static boolean isGone(Throwable e) {
        return e instanceof IOException || e instanceof org.eclipse.jetty.io.EofException;
    }
}
