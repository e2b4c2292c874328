package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages as chance has them, blocks in buffers of a pool or in ones of their own. */
final class GeneratedTraffic {
    private final Random random;

    GeneratedTraffic(Random random) {
        this.random = random;
    }

    List<Message> messages(int count, BufferPool pool) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Message.KeepAlive();
                        case 1 -> new Message.Have(random.nextInt(1 << 20));
                        case 2 -> new Message.Unchoke();
                        case 3 -> new Message.Request(random.nextInt(1000), random.nextInt(1 << 20), 16384);
                        case 4 -> new Message.Bitfield(bytes(random.nextInt(20_000)));
                        case 5 ->
                            new Message.Extended(random.nextInt(256), bytes(random.nextInt(WireCodec.MAX_EXTENDED)));
                        default -> block(pool);
                    });
        }
        return messages;
    }

    Message.Block block(BufferPool pool) throws InterruptedException {
        int length = random.nextInt(3) > 0 ? WireCodec.MAX_BLOCK : random.nextInt(WireCodec.MAX_BLOCK + 1);
        return new Message.Block(
                random.nextInt(1000),
                random.nextInt(1 << 20),
                pool.lease().put(bytes(length)).flip());
    }

    private ByteBuffer bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    static byte[] encoded(List<Message> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Message message : messages) {
            out.writeBytes(encoded(message));
        }
        return out.toByteArray();
    }

    static byte[] encoded(Message message) {
        ByteBuffer frame = ByteBuffer.allocate(WireCodec.encodedLength(message));
        WireCodec.encode(message, frame);
        return frame.array();
    }

    static void release(List<Message> messages, BufferPool pool) {
        for (Message message : messages) {
            if (message instanceof Message.Block block) {
                pool.release(block.data());
            }
        }
    }
}
