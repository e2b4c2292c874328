package io.github.enxame.sim;

import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Messages that are well formed and make no sense where they are said. */
final class Nonsense {
    private Nonsense() {}

    /** One of them, instead of what was asked for. */
    static Message any(RandomGenerator random, Message.Request asked) {
        int far = random.nextInt(1, Integer.MAX_VALUE);
        return switch (random.nextInt(11)) {
            case 0 -> new Message.Have(far);
            case 1 -> new Message.Bitfield(ByteBuffer.allocate(random.nextInt(40)));
            case 2 -> new Message.HaveNone();
            case 3 -> new Message.Request(far, 0, 16_384);
            case 4 -> new Message.Request(asked.piece(), far & ~1, far);
            case 5 -> new Message.Cancel(asked.piece(), asked.begin(), far);
            case 6 -> new Message.RejectRequest(asked.piece(), asked.begin() + 1, asked.length());
            case 7 -> new Message.RejectRequest(asked.piece(), asked.begin(), asked.length());
            case 8 -> new Message.AllowedFast(far);
            case 9 -> new Message.SuggestPiece(far);
            default -> new Message.Extended(random.nextInt(8), ByteBuffer.allocate(random.nextInt(40)));
        };
    }
}
