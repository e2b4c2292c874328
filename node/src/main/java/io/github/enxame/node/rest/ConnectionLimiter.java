package io.github.enxame.node.rest;

import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of the web server. At the limit a new one pushes out the oldest of those that proved nothing, else
 * the one that was idle longest, so that whoever holds connections keeps nobody out. Safe for use from any thread.
 */
final class ConnectionLimiter implements Connection.Listener {
    /** Most connections at once. */
    static final int MAX_CONNECTIONS = 512;
    /** As many at least, however few files and sockets the system lets this process open. */
    static final int MIN_CONNECTIONS = 4;
    /** Of what it lets a process open, one in so many, after {@link #RESERVED_FILES}. */
    static final int OPEN_FILES_DIVISOR = 4;
    /** What the virtual machine and the rest of the program open for themselves. */
    static final int RESERVED_FILES = 48;

    /** Most requests on a connection that proved nothing. */
    static final int MAX_UNPROVEN_REQUESTS = 64;

    /** What is known of a connection; guarded by the limiter's monitor. */
    private static final class Use {
        private int requests;
        private int unproven;
        private boolean proven;
    }

    private final int most;

    // Guarded by this object's monitor; the least recently used first.
    private final Map<EndPoint, Use> open = new LinkedHashMap<>();

    /** A limiter without connections, in a process that may open so many files and sockets. */
    ConnectionLimiter(long openFiles) {
        this.most = most(openFiles);
    }

    /** Connections of a process that may open so many files. */
    static int most(long openFiles) {
        return Math.clamp((openFiles - RESERVED_FILES) / OPEN_FILES_DIVISOR, MIN_CONNECTIONS, MAX_CONNECTIONS);
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint excess = add(connection.getEndPoint());
        if (excess != null) {
            excess.close();
        }
    }

    private synchronized @Nullable EndPoint add(EndPoint endPoint) {
        open.put(endPoint, new Use());
        if (open.size() <= most) {
            return null;
        }
        EndPoint excess = leastUseful();
        open.remove(excess);
        return excess;
    }

    private EndPoint leastUseful() {
        EndPoint idle = null;
        EndPoint last = null;
        for (Map.Entry<EndPoint, Use> entry : open.entrySet()) {
            Use use = entry.getValue();
            if (!use.proven) {
                return entry.getKey();
            }
            if (idle == null && use.requests == 0) {
                idle = entry.getKey();
            }
            last = entry.getKey();
        }
        return idle != null ? idle : java.util.Objects.requireNonNull(last);
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        open.remove(connection.getEndPoint());
    }

    /** Notes that a request of the user's has begun; its connection is not idle until the request ends. */
    void working(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (begin(endPoint)) {
            Request.addCompletionListener(request, _ -> end(endPoint));
        }
    }

    /** Counts a request that needs no proof; tells whether it is to be the last of its connection. */
    synchronized boolean countUnproven(Request request) {
        Use use = open.get(request.getConnectionMetaData().getConnection().getEndPoint());
        return use == null || (!use.proven && ++use.unproven >= MAX_UNPROVEN_REQUESTS);
    }

    private synchronized boolean begin(EndPoint endPoint) {
        Use use = open.get(endPoint);
        if (use == null) {
            return false;
        }
        use.requests++;
        use.proven = true;
        return true;
    }

    private synchronized void end(EndPoint endPoint) {
        Use use = open.remove(endPoint);
        if (use != null) {
            use.requests--;
            open.put(endPoint, use);
        }
    }

    /** Whether no other open connection comes from an address, as when a port is taken anew by another process. */
    synchronized boolean isOnlyOneFrom(SocketAddress far) {
        int found = 0;
        for (Iterator<EndPoint> all = open.keySet().iterator(); all.hasNext() && found < 2; ) {
            if (far.equals(all.next().getRemoteSocketAddress())) {
                found++;
            }
        }
        return found == 1;
    }
}
