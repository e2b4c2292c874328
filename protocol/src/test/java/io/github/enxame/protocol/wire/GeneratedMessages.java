package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.metainfo.PiecesRoot;
import java.nio.ByteBuffer;
import java.util.Random;

/** Messages of every sendable kind, with chance for fields, edges of ranges included. */
final class GeneratedMessages {
    static final int KINDS = 20;
    private final Random random;

    GeneratedMessages(long seed) {
        random = new Random(seed);
    }

    Message next() {
        return ofKind(random.nextInt(KINDS));
    }

    Message ofKind(int kind) {
        return switch (kind) {
            case 0 -> new Message.KeepAlive();
            case 1 -> new Message.Choke();
            case 2 -> new Message.Unchoke();
            case 3 -> new Message.Interested();
            case 4 -> new Message.NotInterested();
            case 5 -> new Message.Have(number());
            case 6 -> new Message.Bitfield(bytes(3000));
            case 7 -> new Message.Request(number(), number(), number());
            case 8 -> new Message.Block(number(), number(), bytes(WireCodec.MAX_BLOCK));
            case 9 -> new Message.Cancel(number(), number(), number());
            case 10 -> new Message.Port(random.nextInt(65536));
            case 11 -> new Message.SuggestPiece(number());
            case 12 -> new Message.HaveAll();
            case 13 -> new Message.HaveNone();
            case 14 -> new Message.RejectRequest(number(), number(), number());
            case 15 -> new Message.AllowedFast(number());
            case 16 -> new Message.Extended(random.nextInt(256), bytes(5000));
            case 17 -> new HashMessage.Request(range());
            case 18 -> new HashMessage.Hashes(range(), hashes(1 + random.nextInt(512)));
            case 19 -> new HashMessage.Reject(range());
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    private HashRange range() {
        return new HashRange(PiecesRoot.of(hashes(1).array()), number(), number(), number(), number());
    }

    private ByteBuffer hashes(int count) {
        byte[] bytes = new byte[32 * count];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    ByteBuffer bytes(int atMost) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(atMost + 1)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    int number() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Integer.MAX_VALUE;
            default -> random.nextInt(1 << 20);
        };
    }
}
