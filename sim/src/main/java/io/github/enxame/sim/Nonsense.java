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

    /** Any of them, asked for nothing. */
    static Message unasked(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Message.Request(-1 - random.nextInt(9), -1, -1);
            case 1 -> new Message.Extended(random.nextInt(256), ByteBuffer.allocate(random.nextInt(1_000)));
            case 2 -> new Message.Have(-1 - random.nextInt(9));
            case 3 -> new Message.Bitfield(ByteBuffer.allocate(random.nextInt(1_000)));
            default -> any(random, new Message.Request(random.nextInt(100), 16_384 * random.nextInt(100), 16_384));
        };
    }
}
