package io.github.enxame.sim;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.util.List;

/**
 * What leaves a host in one go on one link.
 *
 * @param items what it carries, in order
 * @param bytes its length on the wire
 */
record Segment(List<Item> items, int bytes) {
    /** One thing that a link carries. */
    sealed interface Item {
        /** The first thing on a link. */
        record Hello(Handshake handshake) implements Item {}

        /** A message without a block's data. */
        record Said(Message message) implements Item {}

        /** A block whose bytes are on their way. */
        record Payload(int piece, int begin, byte[] data) implements Item {}

        /** The sender is gone and says so. */
        record End(String reason) implements Item {}
    }

    static int bytes(Item item) {
        return switch (item) {
            case Item.Hello _ -> Handshake.LENGTH;
            case Item.Said(Message message) -> WireCodec.encodedLength(message);
            case Item.Payload payload -> WireCodec.BLOCK_HEADER + payload.data().length;
            case Item.End _ -> 0;
        };
    }
}
