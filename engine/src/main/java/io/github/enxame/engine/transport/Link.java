package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * An open connection to a peer that carries a handshake and then messages, each way in order. Called from the engine
 * loop; nothing here blocks.
 */
public interface Link {
    /** The other side's address. */
    InetSocketAddress remote();

    /** Whether the other side dialled us. */
    boolean incoming();

    /** Whether all that is said on it is enciphered. Known once the other side's handshake is here. */
    default boolean enciphered() {
        return false;
    }

    /** Whether it ended because the other side answered our plain handshake with something that is no BitTorrent. */
    default boolean brokeProtocol() {
        return false;
    }

    /** How long the TCP handshake took: one round trip. 0 for an incoming link. */
    long connectNanos();

    /**
     * Queues the handshake; it must be the first thing sent. On an incoming link nothing leaves before the other side's first
     * bytes, which tell whether it is encrypted.
     */
    void send(Handshake handshake);

    /**
     * Queues a message. A {@link Message.Block}'s data is owned by the link from here on: a leased buffer goes back to its
     * pool once written or when the link closes. What was queued leaves with the next {@link #flush}.
     */
    void send(Message message);

    /** Lets everything queued so far leave, in as few packets as it fits. Called once per turn of the loop. */
    void flush();

    /** The bytes queued that the system has not taken yet. */
    long queuedBytes();

    /** The blocks queued whose buffers the link has; 0 where it does not count them. */
    default int queuedBlocks() {
        return 0;
    }

    /** Gives a block's buffer, received in a {@link Message.Block}, back to the pool it was leased from. */
    void release(ByteBuffer data);

    /**
     * Tells the reader the largest frame it must take once the number of pieces is known; a longer frame closes the link
     * with an error.
     */
    void limitFrames(int maxFrameLength);

    /**
     * From here on reads one more block and no further: what comes behind it waits on the other side until {@link
     * #admitAllBlocks}. For a peer that may lie: it is found out by one block, and those behind it are never taken.
     */
    void admitOneBlock();

    /** Reads blocks as they come, as at first. */
    void admitAllBlocks();

    /** Closes the link and gives its buffers back; {@link LinkListener#closed} follows unless it was called before. */
    void close();
}
