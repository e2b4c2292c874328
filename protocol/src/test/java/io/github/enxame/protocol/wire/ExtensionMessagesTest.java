package io.github.enxame.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtensionMessagesTest {
    private static final long SEED = 20261122;

    private static String text(ByteBuffer payload) {
        return StandardCharsets.ISO_8859_1.decode(payload.duplicate()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void metadata_messages_have_the_bytes_of_bep_9() throws Exception {
        assertThat(text(new MetadataMessage.Request(3).toMessage(7).payload())).isEqualTo("d8:msg_typei0e5:piecei3ee");
        assertThat(text(new MetadataMessage.Reject(0).toMessage(7).payload())).isEqualTo("d8:msg_typei2e5:piecei0ee");
        Message.Extended data = new MetadataMessage.Data(0, 34256, bytes("xyz")).toMessage(7);
        assertThat(data.id()).isEqualTo(7);
        assertThat(text(data.payload())).isEqualTo("d8:msg_typei1e5:piecei0e10:total_sizei34256eexyz");
        assertThat(MetadataMessage.decode(bytes("d8:msg_typei9ee"))).isEqualTo(new MetadataMessage.Other(9));
    }

    @Test
    void any_metadata_message_comes_back_as_it_was() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            int piece = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(2048);
            byte[] data = new byte[random.nextInt(MetadataMessage.PIECE_LENGTH + 1)];
            random.nextBytes(data);
            MetadataMessage sent =
                    switch (random.nextInt(3)) {
                        case 0 -> new MetadataMessage.Request(piece);
                        case 1 -> new MetadataMessage.Data(piece, 1 + random.nextInt(1 << 25), ByteBuffer.wrap(data));
                        default -> new MetadataMessage.Reject(piece);
                    };
            assertThat(MetadataMessage.decode(sent.toMessage(1).payload()))
                    .as("seed %s, case %s", SEED, i)
                    .isEqualTo(sent);
        }
    }

    @Test
    void a_lost_piece_has_the_bytes_of_bep_54() throws Exception {
        Message.Extended lost = new DontHave(258).toMessage(7);
        assertThat(lost.id()).isEqualTo(7);
        assertThat(text(lost.payload())).isEqualTo("\0\0\1\2");
        assertThat(DontHave.decode(lost.payload())).isEqualTo(new DontHave(258));
        for (String wrong : List.of("", "\0\0\1", "\0\0\1\2\0")) {
            assertThatThrownBy(() -> DontHave.decode(bytes(wrong))).isInstanceOf(WireException.class);
        }
    }

    @Test
    void a_metadata_message_that_is_none_is_refused() {
        for (String text : List.of(
                "",
                "le",
                "de",
                "d8:msg_typei0ee",
                "d8:msg_typei0e5:piecei-1ee",
                "d8:msg_typei0e5:piecei2147483648ee",
                "d8:msg_typei1e5:piecei0ee",
                "d8:msg_typei1e5:piecei0e10:total_sizei0ee",
                "d8:msg_type1:05:piecei0ee",
                "d8:msg_typei1e5:piecei0e10:total_sizei9ee" + "x".repeat(16385),
                "d8:msg_typei0e5:piecei0e1:x17000:" + "x".repeat(17000) + "e")) {
            assertThatThrownBy(() -> MetadataMessage.decode(bytes(text)))
                    .as(text.substring(0, Math.min(60, text.length())))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void a_peer_exchange_message_has_the_bytes_of_bep_11() throws Exception {
        PexMessage message = new PexMessage(
                List.of(new PexPeer(peer(0x01, 4), PexPeer.SEED), new PexPeer(peer(0x02, 16), PexPeer.REACHABLE)),
                List.of(peer(0x03, 4)));
        assertThat(text(message.toMessage(2).payload()))
                .isEqualTo("d5:added6:\1\1\1\1\1\1" + "7:added.f1:\2" + "6:added618:" + "\2".repeat(18)
                        + "8:added6.f1:\u0010" + "7:dropped6:\3\3\3\3\3\3" + "8:dropped60:e");
    }

    private static PeerAddress peer(int value, int length) throws UnknownHostException {
        byte[] ip = new byte[length];
        java.util.Arrays.fill(ip, (byte) value);
        return new PeerAddress(InetAddress.getByAddress(ip), value << 8 | value);
    }

    @Test
    void any_peer_exchange_message_comes_back_as_it_was() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            List<PexPeer> added = new ArrayList<>();
            List<PeerAddress> dropped = new ArrayList<>();
            // The families stand apart on the wire: the order within each is kept.
            for (int length : new int[] {4, 16}) {
                for (int n = random.nextInt(60); n > 0; n--) {
                    added.add(new PexPeer(address(random, length), random.nextInt(256)));
                    dropped.add(address(random, length));
                }
            }
            PexMessage sent = new PexMessage(added, dropped);
            assertThat(PexMessage.decode(sent.toMessage(1).payload()))
                    .as("seed %s, case %s", SEED, i)
                    .isEqualTo(sent);
        }
    }

    private static PeerAddress address(Random random, int length) throws UnknownHostException {
        byte[] ip = new byte[length];
        random.nextBytes(ip);
        return new PeerAddress(InetAddress.getByAddress(ip), 1 + random.nextInt(65535));
    }

    @Test
    void peers_without_port_and_beyond_the_bound_are_passed_over_and_flags_stay_with_their_peer() throws Exception {
        PexMessage two = PexMessage.decode(bytes("d5:added12:\1\1\1\1\0\0\2\2\2\2\0\1" + "7:added.f2:\1\2e"));
        assertThat(two.added()).containsExactly(new PexPeer(new PeerAddress(InetAddress.ofLiteral("2.2.2.2"), 1), 2));
        PexMessage many = PexMessage.decode(bytes("d5:added3000:" + "\1".repeat(3000) + "e"));
        assertThat(many.added()).hasSize(PexMessage.MAX_READ);
        assertThat(many.added().getFirst().flags()).isZero();
    }

    @Test
    void a_peer_exchange_message_that_is_none_is_refused() {
        for (String text :
                List.of("", "i0e", "d5:added5:12345e", "d8:dropped617:" + "1".repeat(17) + "e", "x".repeat(70_000))) {
            assertThatThrownBy(() -> PexMessage.decode(bytes(text))).isInstanceOf(WireException.class);
        }
    }

    @Test
    void arbitrary_bytes_give_one_kind_of_error() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = random.nextBoolean()
                    ? new byte[random.nextInt(100)]
                    : "d8:msg_typei1e5:piecei0e10:total_sizei9e5:added6:abcdefe".getBytes(StandardCharsets.US_ASCII);
            for (int n = random.nextInt(8); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ByteBuffer payload = ByteBuffer.wrap(bytes);
            try {
                MetadataMessage.decode(payload);
                PexMessage.decode(payload);
            } catch (WireException refused) {
                assertThat(refused).as("seed %s, case %s", SEED, i).hasMessageStartingWith("a ");
            }
            assertThat(payload.position()).isZero();
        }
    }
}
