package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.mse.Rc4;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CipherChannelTest {
    private static final byte[] KEY = {1, 2, 3, 4, 5};

    @Test
    void what_is_written_is_enciphered_and_the_given_bytes_stay_as_they_are() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            byte[] text = new byte[random.nextInt(100_000)];
            random.nextBytes(text);
            ByteBuffer source = ByteBuffer.wrap(text.clone());
            MemoryChannel wire = MemoryChannel.writing(random, 3_000, Integer.MAX_VALUE);
            EncipheringChannel channel =
                    new EncipheringChannel(wire, new Rc4(KEY), ByteBuffer.allocateDirect(1 + random.nextInt(16_384)));
            int middle = random.nextInt(text.length + 1);
            ByteBuffer[] parts = {source.slice(0, middle), source.slice(middle, text.length - middle)};
            long written = 0;
            while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
                written += channel.write(parts);
            }
            assertThat(written).isEqualTo(text.length);
            assertThat(source.array()).as("seed %s", seed).isEqualTo(text);
            assertThat(wire.written()).as("seed %s", seed).isEqualTo(enciphered(text, text.length));
        }
    }

    @Test
    void what_is_read_is_deciphered_as_far_as_it_is_enciphered() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            byte[] text = new byte[1 + random.nextInt(50_000)];
            random.nextBytes(text);
            int enciphered = random.nextBoolean() ? text.length : random.nextInt(text.length);
            byte[] wire = enciphered(text, enciphered);
            int early = random.nextInt(wire.length + 1);
            ByteBuffer head = ByteBuffer.wrap(Arrays.copyOf(wire, early));
            DecipheringChannel channel = new DecipheringChannel(
                    MemoryChannel.reading(Arrays.copyOfRange(wire, early, wire.length), random, 3_000),
                    new Rc4(KEY),
                    enciphered == text.length ? Long.MAX_VALUE : enciphered);
            channel.decipher(head);
            ByteBuffer got = ByteBuffer.allocate(text.length + 100).put(head);
            boolean more = true;
            while (more) {
                ByteBuffer[] parts = {got.slice(), ByteBuffer.allocate(random.nextInt(100))};
                parts[0].limit(random.nextInt(parts[0].capacity() + 1));
                if (!parts[0].hasRemaining() && !parts[1].hasRemaining()) {
                    continue;
                }
                more = channel.read(parts) >= 0;
                got.position(got.position() + parts[0].position()).put(parts[1].flip());
            }
            byte[] result = Arrays.copyOf(got.array(), got.position());
            assertThat(result).as("seed %s", seed).isEqualTo(text);
        }
    }

    private static byte[] enciphered(byte[] text, int length) {
        byte[] result = text.clone();
        new Rc4(KEY).apply(ByteBuffer.wrap(result), 0, length);
        return result;
    }
}
