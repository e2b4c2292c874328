package io.github.enxame.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/**
 * Makes links to peers, by dialling or by listening. Listeners' methods are called on threads of the transport (in the
 * simulator: by its queue), never on the caller's.
 */
public interface Transport extends AutoCloseable {
    /**
     * Starts to connect to {@code address} and returns at once; exactly one of {@link LinkListener#opened} and {@link
     * LinkListener#failed} follows.
     */
    void dial(InetSocketAddress address, LinkListener listener);

    /**
     * Accepts links from now on.
     *
     * @param address where to listen; port 0 lets the system choose
     * @param acceptor gives the listener of each accepted link, whose {@code opened} is called next
     * @return the address that is listened on
     * @throws IOException when the port is taken or may not be used; the message names it
     */
    InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> acceptor) throws IOException;

    /** Stops listening and closes every link. */
    @Override
    void close();
}
