package io.github.enxame.protocol.utp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtpRefusalTest {
    /** What Transmission 3.00 sends first: a SYN with an extension. */
    private static final String SYN = "4102129050a0c01b0000000000040000e44d00000008000000000000000000";

    @Test
    void who_asks_for_a_connection_is_refused_by_its_connection_s_name() {
        ByteBuffer out = ByteBuffer.allocate(UtpRefusal.LENGTH);
        assertThat(UtpRefusal.answer(ByteBuffer.wrap(HexFormat.of().parseHex(SYN)), out))
                .isTrue();
        assertThat(HexFormat.of().formatHex(out.array())).isEqualTo("3100129000000000000000000000000000" + "00e44d");
    }

    @Test
    void anything_else_is_not_answered() {
        byte[] syn = HexFormat.of().parseHex(SYN);
        for (int length = 0; length < UtpRefusal.LENGTH; length++) {
            assertSilence(Arrays.copyOf(syn, length));
        }
        for (int first = 0; first < 256; first++) {
            if (first != 0x41) {
                syn[0] = (byte) first;
                assertSilence(syn);
            }
        }
    }

    @Test
    void an_answer_is_never_longer_than_the_question() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = 0x41;
            }
            ByteBuffer out = ByteBuffer.allocate(UtpRefusal.LENGTH);
            UtpRefusal.answer(ByteBuffer.wrap(noise), out);
            assertThat(out.position()).as("seed %s", seed).isLessThanOrEqualTo(noise.length);
        }
    }

    private static void assertSilence(byte[] datagram) {
        ByteBuffer out = ByteBuffer.allocate(UtpRefusal.LENGTH);
        assertThat(UtpRefusal.answer(ByteBuffer.wrap(datagram), out)).isFalse();
        assertThat(out.position()).isZero();
    }
}
