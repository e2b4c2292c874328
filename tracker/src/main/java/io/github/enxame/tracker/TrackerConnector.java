package io.github.enxame.tracker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** A tracker's HTTP port. Jetty goes on without it when it cannot wait for connections any more; this one tells. */
final class TrackerConnector extends ServerConnector {
    private static final int IDLE_MILLIS = 20_000;
    private static final int MAX_UNACCEPTED = 1024;
    private static final int MAX_HEADER_LENGTH = 16 << 10;
    /** Longest that the system keeps for a client that does not read, in bytes. */
    private static final int MAX_SEND_BUFFER_BYTES = 128 << 10;

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    TrackerConnector(Server server) {
        super(server, 0, 1, new HttpConnectionFactory(configuration()));
        setAcceptedSendBufferSize(MAX_SEND_BUFFER_BYTES);
        setIdleTimeout(IDLE_MILLIS);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEADER_LENGTH);
        // Info-hashes are bytes, not text: some clients write them into the query without encoding.
        http.setUriCompliance(UriCompliance.UNSAFE);
        // Buffers on the heap: what strangers have filled is then bounded by the heap.
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        return http;
    }

    /**
     * Takes the port; what comes waits until the server starts.
     *
     * @throws IOException when it is taken or may not be used
     */
    void listen(ListenAddress address, int port) throws IOException {
        InetSocketAddress socket = address.socket(port);
        if (socket.isUnresolved()) {
            throw new UnknownHostException("there is no such address");
        }
        ServerSocketChannel channel = address.family().isPresent()
                ? ServerSocketChannel.open(address.family().get())
                : ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(socket, MAX_UNACCEPTED);
            open(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Completes when no connection is served any more though nobody closed it. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            protected ManagedSelector newSelector(int id) {
                return new ManagedSelector(this, id) {
                    @Override
                    protected void onSelectFailed(Throwable cause) {
                        fail(cause);
                    }
                };
            }
        };
    }

    /** Jetty's selectors are made before the fields of this class are. */
    private void fail(Throwable cause) {
        failure.complete(cause);
    }
}
