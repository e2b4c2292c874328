package io.github.enxame.engine.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
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
     * The same, but the link is opened encrypted (MSE): one round trip later, and only with a peer that can.
     *
     * @param infoHash the 20 bytes that name the torrent in the link's handshake
     */
    void dialEncrypted(InetSocketAddress address, byte[] infoHash, LinkListener listener);

    /** Encrypted links may come for the torrent with these 20 bytes from now on: without it they cannot be understood. */
    void expect(byte[] infoHash);

    /** No encrypted link can come for it any more. */
    void dismiss(byte[] infoHash);

    /**
     * Accepts links from now on.
     *
     * @param address where to listen; port 0 lets the system choose
     * @param acceptor gives the listener of each accepted link, whose {@code opened} is called next
     * @return the address that is listened on
     * @throws IOException when the port is taken or may not be used; the message names it
     */
    InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> acceptor) throws IOException;

    /**
     * Tells from now on who tries to connect by uTP where we listen (BEP 29), which is not spoken here: where that datagram
     * claims to come from, which is where such a program also listens for TCP. Anybody can send datagrams under any name. At
     * most some a second are told. Called before {@link #listen}; {@code heard} is called on a thread of the transport.
     */
    default void heedUtp(Consumer<InetSocketAddress> heard) {}

    /** Stops listening and closes every link. */
    @Override
    void close();
}
