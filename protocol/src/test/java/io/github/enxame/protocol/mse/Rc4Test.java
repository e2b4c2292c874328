package io.github.enxame.protocol.mse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class Rc4Test {
    @Test
    void it_makes_the_stream_of_rfc_6229() {
        Rc4 cipher = new Rc4(HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10"));
        ByteBuffer stream = ByteBuffer.allocate(32);
        cipher.apply(stream);
        assertThat(HexFormat.of().formatHex(stream.array()))
                .isEqualTo("9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c");
    }

    @Test
    void it_does_what_the_platform_s_cipher_does_however_the_bytes_are_cut() throws GeneralSecurityException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            byte[] key = new byte[5 + random.nextInt(28)];
            random.nextBytes(key);
            byte[] text = new byte[random.nextInt(3_000)];
            random.nextBytes(text);
            Cipher platform = Cipher.getInstance("ARCFOUR");
            platform.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
            int dropped = random.nextInt(1_025);
            platform.update(new byte[dropped]);
            byte[] expected = text.length == 0 ? text : platform.update(text);
            ByteBuffer ours =
                    random.nextBoolean() ? ByteBuffer.allocateDirect(text.length) : ByteBuffer.allocate(text.length);
            ours.put(0, text);
            Rc4 cipher = new Rc4(key);
            cipher.skip(dropped);
            for (int at = 0; at < text.length; ) {
                int next = Math.min(text.length, at + 1 + random.nextInt(40));
                cipher.apply(ours, at, next);
                at = next;
            }
            byte[] result = new byte[text.length];
            ours.get(0, result);
            assertThat(result).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void only_what_is_meant_is_changed() {
        ByteBuffer buffer = ByteBuffer.allocate(64).position(10).limit(40);
        new Rc4(new byte[] {1}).apply(buffer);
        assertThat(buffer.position()).isEqualTo(10);
        for (int n = 0; n < 10; n++) {
            assertThat(buffer.array()[n]).isZero();
        }
        for (int n = 40; n < 64; n++) {
            assertThat(buffer.array()[n]).isZero();
        }
    }

    @Test
    void a_key_of_no_or_too_many_bytes_is_refused() {
        assertThatThrownBy(() -> new Rc4(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rc4(new byte[257])).isInstanceOf(IllegalArgumentException.class);
    }
}
