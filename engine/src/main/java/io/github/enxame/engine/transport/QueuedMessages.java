package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;

/**
 * Counts what messages that wait to be sent on one link cost the heap: small ones cost several times what they are on the wire. Not
 * safe for use from several threads.
 */
final class QueuedMessages {
    /** A record, its fields and its place in a queue. */
    static final int MESSAGE_BYTES = 48;

    /** What a message has beside that if it carries bytes. */
    private static final int BUFFER_BYTES = 64;

    private long bytes;
    private long replyBytes;

    /** Heap bytes of all messages. */
    long bytes() {
        return bytes;
    }

    /** Heap bytes of those that the other side causes: all but blocks, bitfields and news of pieces. */
    long replyBytes() {
        return replyBytes;
    }

    /** Counts one more; returns what it costs. */
    int add(Message message) {
        int cost = cost(message);
        bytes += cost;
        if (isReply(message)) {
            replyBytes += cost;
        }
        return cost;
    }

    /** Takes over what the other one counted. */
    void take(QueuedMessages other) {
        bytes += other.bytes;
        replyBytes += other.replyBytes;
        other.clear();
    }

    void clear() {
        bytes = 0;
        replyBytes = 0;
    }

    // What a block carries is leased from a pool that has a bound of its own.
    private static int cost(Message message) {
        return switch (message) {
            case Message.Extended extended ->
                MESSAGE_BYTES + BUFFER_BYTES + extended.payload().remaining();
            case Message.Bitfield bitfield ->
                MESSAGE_BYTES + BUFFER_BYTES + bitfield.bits().remaining();
            case HashMessage hashes -> MESSAGE_BYTES + 2 * BUFFER_BYTES + hashes.bodyLength();
            default -> MESSAGE_BYTES;
        };
    }

    private static boolean isReply(Message message) {
        return !(message instanceof Message.Block
                || message instanceof Message.Have
                || message instanceof Message.Bitfield);
    }
}
