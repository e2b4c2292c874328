package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalAnnounceTest {
    private static final long SEED = 14;
    private static final String GROUP = "239.192.152.143:6771";

    private static Id20 id(int number) {
        byte[] bytes = new byte[Id20.LENGTH];
        bytes[0] = (byte) 0xab;
        bytes[19] = (byte) number;
        return Id20.of(bytes);
    }

    private static LocalAnnounce decode(String text) throws AnnounceException {
        return LocalAnnounce.decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void it_has_the_bytes_of_the_specification() {
        assertThat(new LocalAnnounce(6881, List.of(id(1), id(2)), "c00kie").encode(GROUP))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\nInfohash: "
                        + id(1).hex() + "\r\nInfohash: " + id(2).hex() + "\r\ncookie: c00kie\r\n\r\n\r\n");
    }

    @Test
    void what_other_programs_send_is_read() throws Exception {
        assertThat(decode("BT-SEARCH * HTTP/1.1\r\nHost: x\r\nport:  51413 \r\ninfohash: "
                        + id(1).hex().toUpperCase(Locale.ROOT) + "\r\nInfohash: " + "0".repeat(64)
                        + "\r\nCookie: a b\r\nX: y\r\n\r\n\r\n"))
                .isEqualTo(new LocalAnnounce(51413, List.of(id(1)), ""));
        assertThat(decode("BT-SEARCH * HTTP/1.0\nPort: 1\nInfohash: " + id(1).hex()))
                .isEqualTo(new LocalAnnounce(1, List.of(id(1)), ""));
    }

    @Test
    void what_is_none_gives_one_kind_of_error() {
        String hash = "Infohash: " + id(1).hex() + "\r\n";
        for (String text : new String[] {
            "",
            "M-SEARCH * HTTP/1.1\r\nPort: 1\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\nPort: 1\r\n",
            "BT-SEARCH * HTTP/1.1\r\nPort: 0\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\nPort: 65536\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\nPort: +5\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\nPort: 1\r\n\r\n" + hash,
            "BT-SEARCH * HTTP/1.1\r\nPort: 1\r\n" + hash + "x".repeat(2048),
        }) {
            assertThatThrownBy(() -> decode(text)).as(text).isInstanceOf(AnnounceException.class);
        }
    }

    @Test
    void what_is_written_is_read_back_and_fits_a_datagram() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            LocalAnnounce announce = new LocalAnnounce(
                    1 + random.nextInt(65535),
                    IntStream.rangeClosed(0, random.nextInt(LocalAnnounce.MAX_HASHES))
                            .mapToObj(_ -> id(random.nextInt()))
                            .toList(),
                    "c".repeat(random.nextInt(LocalAnnounce.MAX_COOKIE_LENGTH + 1)));
            byte[] bytes = announce.encode("[ff15::efc0:988f]:6771");
            assertThat(bytes).hasSizeLessThanOrEqualTo(1452);
            assertThat(LocalAnnounce.decode(ByteBuffer.wrap(bytes)))
                    .as("seed %s, round %s", SEED, round)
                    .isEqualTo(announce);
        }
    }

    @Test
    void arbitrary_bytes_give_one_kind_of_error() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new LocalAnnounce(6881, List.of(id(1), id(2)), "cookie").encode(GROUP);
            for (int i = random.nextInt(6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                LocalAnnounce read = LocalAnnounce.decode(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
                assertThat(read.infoHashes()).isNotEmpty();
            } catch (AnnounceException refused) {
                assertThat(refused).hasMessageContaining("local announce");
            }
        }
    }
}
