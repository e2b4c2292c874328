package io.github.enxame.fuzz;

import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.nio.ByteBuffer;

/** What a connected stranger's bytes are read by. */
final class WireTargets {
    private WireTargets() {}

    static void message(byte[] input) throws WireException {
        Message message;
        try {
            WireCodec.checkLength(input.length, WireCodec.frameLimit(1_000));
            message = WireCodec.decode(ByteBuffer.wrap(input));
        } catch (WireException refused) {
            return;
        }
        if (message instanceof Message.Unknown) {
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(WireCodec.encodedLength(message));
        WireCodec.encode(message, frame);
        Message again =
                WireCodec.decode(frame.flip().position(WireCodec.LENGTH_FIELD).slice());
        Target.require(again.equals(message), "what is read is written so that it reads the same");
    }

    /** The first byte chooses the message. */
    static void extensions(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ByteBuffer payload = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        try {
            switch (input[0] & 3) {
                case 0 -> ExtendedHandshake.decode(payload);
                case 1 -> MetadataMessage.decode(payload);
                case 2 -> DontHave.decode(payload);
                default -> PexMessage.decode(payload);
            }
        } catch (WireException refused) {
            // As it should be.
        }
    }
}
