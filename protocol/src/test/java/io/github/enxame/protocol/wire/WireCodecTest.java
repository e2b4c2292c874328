package io.github.enxame.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireCodecTest {
    @Test
    void every_kind_of_message_comes_back_as_it_was() throws WireException {
        for (int seed = 0; seed < 200; seed++) {
            GeneratedMessages messages = new GeneratedMessages(seed);
            for (int kind = 0; kind < GeneratedMessages.KINDS; kind++) {
                Message message = messages.ofKind(kind);
                ByteBuffer frame = encoded(message);
                assertThat(frame.getInt()).as("seed %s kind %s", seed, kind).isEqualTo(frame.remaining());
                assertThat(WireCodec.decode(frame))
                        .as("seed %s kind %s", seed, kind)
                        .isEqualTo(message);
                assertThat(frame.hasRemaining()).isFalse();
            }
        }
    }

    @Test
    void the_bytes_are_those_of_the_specifications() {
        assertBytes(new Message.KeepAlive(), "00000000");
        assertBytes(new Message.Choke(), "0000000100");
        assertBytes(new Message.Unchoke(), "0000000101");
        assertBytes(new Message.Interested(), "0000000102");
        assertBytes(new Message.NotInterested(), "0000000103");
        assertBytes(new Message.Have(0x01020304), "000000050401020304");
        assertBytes(new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) 0xf0})), "0000000205f0");
        assertBytes(new Message.Request(1, 2, 0x4000), "0000000d06000000010000000200004000");
        assertBytes(new Message.Block(1, 2, ByteBuffer.wrap(new byte[] {9})), "0000000a07000000010000000209");
        assertBytes(new Message.Cancel(1, 2, 3), "0000000d08000000010000000200000003");
        assertBytes(new Message.Port(0xabcd), "0000000309abcd");
        assertBytes(new Message.SuggestPiece(7), "000000050d00000007");
        assertBytes(new Message.HaveAll(), "000000010e");
        assertBytes(new Message.HaveNone(), "000000010f");
        assertBytes(new Message.RejectRequest(1, 2, 3), "0000000d10000000010000000200000003");
        assertBytes(new Message.AllowedFast(7), "000000051100000007");
        assertBytes(new Message.Extended(3, ByteBuffer.wrap(new byte[] {1, 2})), "0000000414030102");
        HashRange range = new HashRange(PiecesRoot.of(new byte[32]), 1, 2, 3, 4);
        String asked = "00".repeat(32) + "00000001000000020000000300000004";
        assertBytes(new HashMessage.Request(range), "0000003115" + asked);
        assertBytes(
                new HashMessage.Hashes(range, ByteBuffer.wrap(new byte[32])), "0000005116" + asked + "00".repeat(32));
        assertBytes(new HashMessage.Reject(range), "0000003117" + asked);
    }

    @Test
    void encoding_moves_no_position_of_the_message() {
        ByteBuffer data = ByteBuffer.wrap(new byte[100]).position(10).limit(50);
        encoded(new Message.Block(0, 0, data));
        assertThat(data.position()).isEqualTo(10);
        assertThat(data.limit()).isEqualTo(50);
    }

    @Test
    void a_message_of_an_unknown_type_is_passed_over_whole() throws WireException {
        ByteBuffer frame = ByteBuffer.wrap(new byte[] {99, 1, 2, 3});
        assertThat(WireCodec.decode(frame)).isEqualTo(new Message.Unknown(99, 3));
        assertThat(frame.hasRemaining()).isFalse();
        assertThatThrownBy(() -> encoded(new Message.Unknown(99, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_message_of_a_wrong_length_is_refused() {
        for (String hex : new String[] {
            "0000",
            "0100",
            "0200",
            "0300",
            "04000000",
            "040000000001",
            "0600000001",
            "0600000001000000020000400000",
            "07000000010000",
            "08",
            "0901",
            "0d00",
            "0e00",
            "0f00",
            "10",
            "11",
            "14",
            "15",
            "16" + "00".repeat(48),
            "16" + "00".repeat(49),
            "16" + "00".repeat(48 + 32 * 544),
            "17" + "00".repeat(47)
        }) {
            ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            assertThatThrownBy(() -> WireCodec.decode(frame)).as(hex).isInstanceOf(WireException.class);
        }
    }

    @Test
    void a_number_over_two_to_the_31_is_refused() {
        for (String hex :
                new String[] {"0480000000", "06ffffffff0000000000000001", "0700000000ffffffff", "11ffffffff"}) {
            ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            assertThatThrownBy(() -> WireCodec.decode(frame)).as(hex).isInstanceOf(WireException.class);
        }
    }

    @Test
    void a_block_longer_than_16_kib_is_refused() {
        ByteBuffer frame = ByteBuffer.allocate(9 + WireCodec.MAX_BLOCK + 1);
        frame.put(0, (byte) WireCodec.BLOCK_TYPE);
        assertThatThrownBy(() -> WireCodec.decode(frame)).isInstanceOf(WireException.class);
    }

    @Test
    void a_frame_length_is_checked_as_unsigned() throws WireException {
        WireCodec.checkLength(0, 100);
        WireCodec.checkLength(100, 100);
        assertThatThrownBy(() -> WireCodec.checkLength(101, 100)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> WireCodec.checkLength(-1, 100))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("4294967295");
    }

    @Test
    void the_frame_limit_leaves_room_for_a_bitfield_a_block_and_an_extension_message() {
        assertThat(WireCodec.frameLimit(0)).isEqualTo(1 + MetainfoLimits.MAX_PIECES / 8);
        assertThat(WireCodec.frameLimit(1)).isEqualTo(WireCodec.MAX_EXTENDED + 2);
        assertThat(WireCodec.frameLimit(16_000_001)).isEqualTo(1 + 2_000_001);
        assertThat(WireCodec.frameLimit(Integer.MAX_VALUE)).isEqualTo(1 + (1 << 28));
    }

    @Test
    void arbitrary_bytes_give_a_message_or_the_one_kind_of_error() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(24);
            }
            try {
                Message message = WireCodec.decode(ByteBuffer.wrap(bytes));
                if (!(message instanceof Message.Unknown)) {
                    ByteBuffer again = encoded(message).position(4);
                    assertThat(again).as("seed %s", seed).isEqualTo(ByteBuffer.wrap(bytes));
                }
            } catch (WireException expected) {
                assertThat(expected).as("seed %s", seed).hasMessageMatching(".{10,}");
            }
        }
    }

    @Test
    void a_handshake_comes_back_as_it_was() throws WireException {
        Random random = new Random(5);
        byte[] infoHash = new byte[20];
        byte[] peerId = new byte[20];
        random.nextBytes(infoHash);
        random.nextBytes(peerId);
        Handshake handshake = Handshake.of(infoHash, peerId);
        ByteBuffer bytes = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(handshake, bytes);
        assertThat(bytes.flip().remaining()).isEqualTo(68);
        byte[] start = Arrays.copyOf(bytes.array(), 28);
        assertThat(new String(start, StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0013BitTorrent protocol\0\0\0\0\0\u0010\0\u0004");
        Handshake back = WireCodec.decodeHandshake(bytes);
        assertThat(back).isEqualTo(handshake);
        assertThat(back.fast()).isTrue();
        assertThat(back.extended()).isTrue();
        assertThat(back.hybrid()).isFalse();
    }

    @Test
    void a_peer_that_knows_both_info_hashes_says_so_in_its_handshake() throws WireException {
        Handshake handshake = Handshake.of(new byte[20], new byte[20]).ofHybrid();
        ByteBuffer bytes = ByteBuffer.allocate(Handshake.LENGTH);
        WireCodec.encode(handshake, bytes);
        assertThat(bytes.get(27)).isEqualTo((byte) 0x14);
        assertThat(WireCodec.decodeHandshake(bytes.flip()).hybrid()).isTrue();
    }

    @Test
    void what_is_no_handshake_is_refused() {
        assertThatThrownBy(() -> WireCodec.decodeHandshake(ByteBuffer.allocate(68)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("does not speak BitTorrent");
        assertThatThrownBy(() -> WireCodec.decodeHandshake(ByteBuffer.allocate(67)))
                .isInstanceOf(WireException.class);
    }

    private static void assertBytes(Message message, String hex) {
        assertThat(HexFormat.of().formatHex(encoded(message).array())).isEqualTo(hex);
    }

    private static ByteBuffer encoded(Message message) {
        ByteBuffer out = ByteBuffer.allocate(WireCodec.encodedLength(message));
        WireCodec.encode(message, out);
        assertThat(out.hasRemaining()).as("length of %s", message).isFalse();
        return out.flip();
    }
}
