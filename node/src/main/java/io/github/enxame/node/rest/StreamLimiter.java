package io.github.enxame.node.rest;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Bounds the event streams; at the limit a new one pushes out the oldest. Safe for use from any thread. */
final class StreamLimiter {
    /** Most streams at once; a page holds one or two. */
    static final int MAX_STREAMS = 100;

    // Guarded by this object's monitor; the oldest first.
    private final Set<EndPoint> open = new LinkedHashSet<>();

    /** Makes room for one more stream, until what is returned is closed. */
    Slot enter(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        EndPoint oldest = add(endPoint);
        if (oldest != null) {
            oldest.close();
        }
        return new Slot(endPoint);
    }

    private synchronized @Nullable EndPoint add(EndPoint endPoint) {
        open.add(endPoint);
        if (open.size() <= MAX_STREAMS) {
            return null;
        }
        EndPoint oldest = open.iterator().next();
        open.remove(oldest);
        return oldest;
    }

    private synchronized void leave(EndPoint endPoint) {
        open.remove(endPoint);
    }

    /** One stream's room. */
    final class Slot implements AutoCloseable {
        private final EndPoint endPoint;

        private Slot(EndPoint endPoint) {
            this.endPoint = endPoint;
        }

        @Override
        public void close() {
            leave(endPoint);
        }
    }
}
