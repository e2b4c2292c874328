package io.github.enxame.protocol.wire;

import java.nio.ByteBuffer;

/**
 * The message of the extension {@value #NAME} (BEP 54): the sender does not have a piece any more that it said it had.
 *
 * @param piece its index; whether the torrent has it is for the receiver to check
 */
public record DontHave(int piece) {
    /** What the extended handshake calls the extension. */
    public static final String NAME = "lt_donthave";

    /** The message as the receiver wants it sent: with its id for the extension. */
    public Message.Extended toMessage(int id) {
        return new Message.Extended(
                id, ByteBuffer.allocate(Integer.BYTES).putInt(piece).flip());
    }

    /**
     * Reads the payload of one of the extension's messages. Its position does not move.
     *
     * @throws WireException when it is not four bytes
     */
    public static DontHave decode(ByteBuffer payload) throws WireException {
        if (payload.remaining() != Integer.BYTES) {
            throw new WireException("a message about a lost piece of " + payload.remaining() + " bytes");
        }
        return new DontHave(payload.getInt(payload.position()));
    }
}
