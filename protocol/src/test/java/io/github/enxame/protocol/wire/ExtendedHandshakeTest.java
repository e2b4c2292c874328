package io.github.enxame.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExtendedHandshakeTest {
    @Test
    void everything_it_can_say_comes_back() throws WireException, UnknownHostException {
        ExtendedHandshake handshake = new ExtendedHandshake(
                new TreeMap<>(Map.of("ut_metadata", 2, "ut_pex", 1, "lt_donthave", 0)),
                OptionalInt.of(6881),
                Optional.of("Enxame 0.1 — ação"),
                OptionalInt.of(500),
                Optional.of(InetAddress.getByName("192.0.2.7")),
                Optional.of(InetAddress.getByName("198.51.100.2")),
                Optional.of(InetAddress.getByName("2001:db8::1")),
                true,
                OptionalInt.of(31337));
        Message.Extended message = handshake.toMessage();
        assertThat(message.id()).isZero();
        assertThat(ExtendedHandshake.decode(message.payload())).isEqualTo(handshake);
        assertThat(handshake.id("ut_pex")).hasValue(1);
        assertThat(handshake.id("lt_donthave")).isEmpty();
        assertThat(handshake.id("other")).isEmpty();
    }

    @Test
    void the_example_of_the_specification_is_understood() throws WireException {
        ExtendedHandshake handshake = decode("d1:md11:LT_metadatai1e7:µT_PEXi2ee1:pi6881e1:v13:\u00b5Torrent 1.2e");
        assertThat(handshake.id("LT_metadata")).hasValue(1);
        assertThat(handshake.port()).hasValue(6881);
        assertThat(handshake.client()).hasValue("µTorrent 1.2");
    }

    @Test
    void saying_nothing_is_fine() throws WireException {
        assertThat(decode("de")).isEqualTo(ExtendedHandshake.of(Map.of()));
    }

    @Test
    void values_that_make_no_sense_are_passed_over() throws WireException {
        assertThat(decode("d1:md1:ai256e1:bi-1e1:c1:xe1:pi0e4:reqqi-5e1:vi3e6:yourip3:abc"
                        + "4:ipv41:x4:ipv64:abcd11:upload_onlyi0e13:metadata_sizei99999999999e3:newle" + "e"))
                .isEqualTo(ExtendedHandshake.of(Map.of()));
    }

    @Test
    void a_client_name_is_made_printable_and_short() throws WireException {
        assertThat(decode("d1:v7:a\u001b[31m!e").client()).hasValue("a[31m!");
        assertThat(decode("d1:v300:" + "x".repeat(300) + "e").client())
                .hasValue("x".repeat(ExtendedHandshake.MAX_CLIENT));
    }

    @Test
    void only_so_many_extensions_are_kept() throws WireException {
        StringBuilder ids = new StringBuilder();
        for (int i = 100; i < 300; i++) {
            ids.append("3:").append(i).append("i1e");
        }
        assertThat(decode("d1:md" + ids + "ee").extensions()).hasSize(ExtendedHandshake.MAX_EXTENSIONS);
    }

    @Test
    void what_is_no_dictionary_is_refused() {
        for (String text : new String[] {"", "le", "i1e", "d", "d1:m", "hello", "d1:ai01ee", "l".repeat(70_000)}) {
            assertThatThrownBy(() -> decode(text)).as(text).isInstanceOf(WireException.class);
        }
    }

    @Test
    void damaged_bytes_give_a_handshake_or_the_one_kind_of_error() {
        byte[] whole = "d1:md6:ut_pexi1e11:ut_metadatai2ee13:metadata_sizei31235e1:pi6881e4:reqqi250e1:v10:Enxame 0.1e"
                .getBytes(UTF_8);
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ExtendedHandshake.decode(ByteBuffer.wrap(bytes)).extensions())
                        .as("seed %s", seed)
                        .hasSizeLessThanOrEqualTo(3);
            } catch (WireException expected) {
                assertThat(expected).as("seed %s", seed).hasMessageMatching(".{10,}");
            }
        }
    }

    private static ExtendedHandshake decode(String text) throws WireException {
        return ExtendedHandshake.decode(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
}
