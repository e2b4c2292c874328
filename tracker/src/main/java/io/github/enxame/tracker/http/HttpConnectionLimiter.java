package io.github.enxame.tracker.http;

import io.github.enxame.tracker.AddressRanges;
import io.github.enxame.tracker.swarm.AddressPrefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the tracker's HTTP connections, all together and those of one address and network. Newcomers always get in: at a limit
 * the connection from there that did nothing for longest is closed, or one of the network that has most. Safe for use from any thread.
 */
public final class HttpConnectionLimiter implements Connection.Listener {
    /** Most connections at once. */
    static final int MAX_CONNECTIONS = 2048;
    /** As many at least, however few files and sockets the system lets this process open. */
    static final int MIN_CONNECTIONS = 8;
    /** Of what it lets a process open and is not reserved, one in so many. */
    static final int OPEN_FILES_DIVISOR = 4;
    /** Most connections of one address (IPv6: one /64). */
    static final int MAX_CONNECTIONS_PER_ADDRESS = 256;
    /** Most connections of one network (IPv4: a /24, IPv6: a /48). */
    static final int MAX_CONNECTIONS_PER_NETWORK = 1024;

    /** What is known of a connection. */
    private static final class Use {
        final long host;
        final long network;
        final boolean proxy;

        Use(InetAddress address, boolean proxy) {
            this.host = AddressPrefix.host(address);
            this.network = AddressPrefix.network(address);
            this.proxy = proxy;
        }
    }

    private final AddressRanges proxies;
    private final int most;
    // Guarded by this object's monitor; who did nothing for longest comes first.
    private final Map<EndPoint, Use> open = new LinkedHashMap<>();
    private final Map<Long, Integer> hosts = new HashMap<>();
    private final Map<Long, Integer> networks = new HashMap<>();

    /**
     * A limiter without connections.
     *
     * @param proxies who brings the requests of many: they are limited only together with all others
     * @param spareFiles how many files and sockets this process may open beside those that are reserved
     */
    public HttpConnectionLimiter(AddressRanges proxies, long spareFiles) {
        this.proxies = proxies;
        this.most = most(spareFiles);
    }

    /** Connections of a process that may open so many files more. */
    static int most(long spareFiles) {
        return Math.clamp(spareFiles / OPEN_FILES_DIVISOR, MIN_CONNECTIONS, MAX_CONNECTIONS);
    }

    /** As large a part of the connections as it has where there are {@link #MAX_CONNECTIONS}. */
    private int part(int ofAll) {
        return Math.max(1, ofAll * most / MAX_CONNECTIONS);
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint excess = add(connection.getEndPoint());
        if (excess != null) {
            excess.close();
        }
    }

    private synchronized @Nullable EndPoint add(EndPoint endPoint) {
        InetAddress address =
                endPoint.getRemoteSocketAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                        ? inet.getAddress()
                        : InetAddress.getLoopbackAddress();
        Use use = new Use(address, proxies.contains(address));
        EndPoint excess = excess(use);
        if (excess != null) {
            remove(excess);
        }
        open.put(endPoint, use);
        hosts.merge(use.host, 1, Integer::sum);
        networks.merge(use.network, 1, Integer::sum);
        return excess;
    }

    private @Nullable EndPoint excess(Use newcomer) {
        if (!newcomer.proxy && hosts.getOrDefault(newcomer.host, 0) >= part(MAX_CONNECTIONS_PER_ADDRESS)) {
            return oldest(use -> use.host == newcomer.host);
        }
        if (!newcomer.proxy && networks.getOrDefault(newcomer.network, 0) >= part(MAX_CONNECTIONS_PER_NETWORK)) {
            return oldest(use -> use.network == newcomer.network);
        }
        if (open.size() < most) {
            return null;
        }
        long largest = 0;
        int count = 0;
        for (Map.Entry<Long, Integer> network : networks.entrySet()) {
            if (network.getValue() > count) {
                count = network.getValue();
                largest = network.getKey();
            }
        }
        long crowded = largest;
        return oldest(use -> use.network == crowded);
    }

    private @Nullable EndPoint oldest(Predicate<Use> among) {
        for (Map.Entry<EndPoint, Use> entry : open.entrySet()) {
            if (among.test(entry.getValue())) {
                return entry.getKey();
            }
        }
        return null;
    }

    private void remove(EndPoint endPoint) {
        Use use = open.remove(endPoint);
        if (use != null) {
            hosts.computeIfPresent(use.host, (host, count) -> count == 1 ? null : count - 1);
            networks.computeIfPresent(use.network, (network, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        remove(connection.getEndPoint());
    }

    /** Notes that a request has begun: its connection, and again when it is answered, is the last that would be closed. */
    void working(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        renew(endPoint);
        Request.addCompletionListener(request, _ -> renew(endPoint));
    }

    private synchronized void renew(EndPoint endPoint) {
        Use use = open.remove(endPoint);
        if (use != null) {
            open.put(endPoint, use);
        }
    }

    /** The number of open connections. */
    synchronized int size() {
        return open.size();
    }
}
