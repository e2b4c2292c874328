package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.List;

/**
 * What a link tells. Methods are called one at a time, in order, on the link's own threads; each only hands the news to
 * the engine loop, and may block there when the loop is behind, which holds the other side back.
 */
public interface LinkListener {
    /** The link stands and can send. */
    void opened(Link link);

    /** The dial failed; nothing else follows. {@code reason} is a sentence for people. */
    void failed(String reason);

    /** The other side's handshake, before any message. */
    void handshake(Handshake handshake);

    /**
     * Messages as they came, in order, at least one. A {@link Message.Block}'s data is a leased buffer that must be given
     * back with {@link Link#release} or passed on to the storage, which does.
     */
    void received(List<Message> messages);

    /** Less is queued than the link's low-water mark again, after more had been: more blocks can be sent. */
    void drained();

    /** The link is gone; nothing else follows. {@code reason} is a sentence for people. */
    void closed(String reason);
}
