package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.UdpTrackerReply.Announced;
import io.github.enxame.protocol.announce.UdpTrackerReply.Connected;
import io.github.enxame.protocol.announce.UdpTrackerReply.Refused;
import io.github.enxame.protocol.announce.UdpTrackerReply.Scraped;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Announce;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Connect;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Scrape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UdpTrackerCodecTest {
    private static final long SEED = 15_41;

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static Id20 id(String text) {
        return Id20.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static AnnounceRequest announce() {
        return new AnnounceRequest(
                id("aaaaaaaaaaaaaaaaaaaa"),
                id("-EX0100-bbbbbbbbbbbb"),
                6881,
                3,
                1,
                2,
                AnnounceEvent.STARTED,
                100,
                true,
                "cafe",
                "",
                Optional.of(InetAddress.ofLiteral("192.0.2.1")));
    }

    private static AnnounceReply.Peers reply(int interval, int seeds, int leeches, List<PeerAddress> peers) {
        return new AnnounceReply.Peers(interval, 0, seeds, leeches, peers, "", "", Optional.empty());
    }

    private static PeerAddress peer(String ip, int port) {
        return new PeerAddress(InetAddress.ofLiteral(ip), port);
    }

    @Test
    void requests_have_the_bytes_of_the_specification() {
        assertThat(new Connect(0x01020304).encode()).isEqualTo(hex("0000041727101980 00000000 01020304"));
        assertThat(new Announce(0x1122334455667788L, 9, announce(), "/a?b").encode())
                .isEqualTo(hex("1122334455667788 00000001 00000009" + "61".repeat(20) + "2d4558303130302d"
                        + "62".repeat(12) + "0000000000000001 0000000000000002 0000000000000003"
                        + "00000002 c0000201 0000cafe 00000064 1ae1 02 04 2f613f62"));
        assertThat(new Scrape(7, 8, new ScrapeRequest(List.of(id("aaaaaaaaaaaaaaaaaaaa")))).encode())
                .isEqualTo(hex("0000000000000007 00000002 00000008" + "61".repeat(20)));
    }

    @Test
    void replies_have_the_bytes_of_the_specification() {
        assertThat(new Connected(5, 6).encode(false)).isEqualTo(hex("00000000 00000005 0000000000000006"));
        Announced both = new Announced(5, reply(1800, 3, 2, List.of(peer("1.2.3.4", 0x5678), peer("2001:db8::1", 1))));
        String head = "00000001 00000005 00000708 00000002 00000003";
        assertThat(both.encode(false)).isEqualTo(hex(head + "01020304 5678"));
        assertThat(both.encode(true)).isEqualTo(hex(head + "20010db8000000000000000000000001 0001"));
        assertThat(new Scraped(5, List.of(new Counts(1, 2, 3))).encode(false))
                .isEqualTo(hex("00000002 00000005 00000001 00000002 00000003"));
        assertThat(new Refused(5, "no").encode(false)).isEqualTo(hex("00000003 00000005 6e6f"));
    }

    @Test
    void a_long_url_is_sent_in_parts_and_put_together() throws Exception {
        String url = "/" + "p".repeat(600);
        byte[] bytes = new Announce(1, 2, announce(), url).encode();
        assertThat(bytes).hasSize(98 + 601 + 3 * 2);
        assertThat(((Announce) UdpTrackerRequest.decode(ByteBuffer.wrap(bytes))).urlData())
                .isEqualTo(url);
    }

    @Test
    void options_may_be_padded_ended_and_unknown() throws Exception {
        byte[] bare = new Announce(1, 2, announce(), "").encode();
        assertThat(urlData(bare, "01 01 02 02 2f61 09 03 ffffff 02 01 62 00 02 01 63"))
                .isEqualTo("/ab");
        assertThat(urlData(bare, "")).isEmpty();
        assertThat(urlData(bare, "02 01 2f 02 05 2f61")).isEqualTo("/");
        assertThat(urlData(bare, ("02 ff" + "61".repeat(255)).repeat(5))).isEqualTo("a".repeat(1020));
    }

    private static String urlData(byte[] bare, String options) throws AnnounceException {
        byte[] more = hex(options);
        ByteBuffer datagram =
                ByteBuffer.allocate(bare.length + more.length).put(bare).put(more);
        return ((Announce) UdpTrackerRequest.decode(datagram.flip())).urlData();
    }

    @Test
    void what_is_out_of_range_is_refused_with_its_name() {
        byte[] bytes = new Announce(1, 2, announce(), "").encode();
        assertThatThrownBy(() -> UdpTrackerRequest.decode(ByteBuffer.wrap(bytes, 0, 97)))
                .isInstanceOf(AnnounceException.class)
                .hasMessageContaining("cut short");
        refused(new Connect(1).encode(), 0, "0000041727101981", "protocol's number");
        refused(new Connect(1).encode(), 8, "00000007", "no action 7");
        refused(new Connect(1).encode(), 8, "00000002", "names no swarm");
        assertThatThrownBy(() -> new Announce(1, 2, announce(), "x".repeat(1025)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scrape(1, 2, new ScrapeRequest(List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(byte[] datagram, int at, String replacement, String why) {
        byte[] changed = datagram.clone();
        byte[] bytes = hex(replacement);
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        assertThatThrownBy(() -> UdpTrackerRequest.decode(ByteBuffer.wrap(changed)))
                .isInstanceOf(AnnounceException.class)
                .hasMessageContaining(why);
    }

    @Test
    void odd_numbers_that_clients_send_are_understood() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(new Announce(1, 2, announce(), "").encode());
        bytes.putLong(56, -1).putLong(72, Long.MIN_VALUE).putShort(96, (short) 0);
        bytes.putLong(64, -1).putInt(80, 77).putInt(84, 0).putInt(88, 0).putInt(92, -100);
        AnnounceRequest read = ((Announce) UdpTrackerRequest.decode(bytes)).request();
        assertThat(read.left()).isEqualTo(AnnounceRequest.UNKNOWN_LEFT);
        assertThat(read.event()).isEqualTo(AnnounceEvent.REGULAR);
        assertThat(read.ip()).isEmpty();
        assertThat(read.key()).isEmpty();
        assertThat(read.downloaded()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.uploaded()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.port()).isZero();
        Scrape many = (Scrape)
                UdpTrackerRequest.decode(ByteBuffer.allocate(16 + 75 * 20).putInt(8, 2));
        assertThat(many.request().infoHashes()).hasSize(74);
        assertThat(read.wanted()).isEqualTo(AnnounceRequest.WANTED_UNSAID);
        byte[] keyed = new Announce(1, 2, announce().withKey("not hex"), "").encode();
        assertThat(((Announce) UdpTrackerRequest.decode(ByteBuffer.wrap(keyed)))
                        .request()
                        .key())
                .isEqualTo(Integer.toHexString("not hex".hashCode()));
    }

    @Test
    void replies_that_are_odd_are_cut_to_what_makes_sense() throws Exception {
        byte[] odd = hex("00000001 00000005 ffffffff ffffffff 80000000 01020304 0001 05060708 0000 0910");
        AnnounceReply.Peers peers = ((Announced) UdpTrackerReply.decode(ByteBuffer.wrap(odd), false)).peers();
        assertThat(peers.intervalSeconds()).isZero();
        assertThat(peers.seeds()).isZero();
        assertThat(peers.peers()).containsExactly(peer("1.2.3.4", 1));
        byte[] error = hex("00000003 00000005 6e6f0a00" + "61".repeat(2000));
        Refused refused = (Refused) UdpTrackerReply.decode(ByteBuffer.wrap(error), false);
        assertThat(refused.reason()).startsWith("no a").hasSize(AnnounceReply.MAX_TEXT_LENGTH);
    }

    @Test
    void a_reply_fits_a_datagram_that_networks_carry() throws Exception {
        List<PeerAddress> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(peer("10.0.0.1", i + 1));
            many.add(peer("2001:db8::1", i + 1));
        }
        for (boolean v6 : new boolean[] {false, true}) {
            byte[] bytes = new Announced(1, reply(1, 1, 1, many)).encode(v6);
            assertThat(bytes)
                    .hasSizeLessThanOrEqualTo(UdpTrackerReply.MAX_LENGTH)
                    .hasSizeGreaterThan(1380);
            Announced read = (Announced) UdpTrackerReply.decode(ByteBuffer.wrap(bytes), v6);
            assertThat(read.peers().peers()).hasSize((bytes.length - 20) / (v6 ? 18 : 6));
        }
        assertThat(new Refused(1, "é".repeat(1000)).encode(false)).hasSizeLessThan(UdpTrackerReply.MAX_LENGTH);
    }

    @Test
    void what_is_written_is_read_back() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            UdpTrackerRequest request = request(random);
            assertThat(UdpTrackerRequest.decode(ByteBuffer.wrap(request.encode())))
                    .as("seed %s, round %s", SEED, round)
                    .isEqualTo(request);
            boolean v6 = random.nextBoolean();
            UdpTrackerReply reply = reply(random, v6);
            assertThat(UdpTrackerReply.decode(ByteBuffer.wrap(reply.encode(v6)), v6))
                    .as("seed %s, round %s", SEED, round)
                    .isEqualTo(reply);
        }
    }

    @Test
    void arbitrary_bytes_give_one_kind_of_error() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            boolean v6 = round % 4 == 1;
            byte[] bytes = round % 2 == 0
                    ? request(random).encode()
                    : reply(random, v6).encode(v6);
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 120))] = (byte) random.nextInt();
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            try {
                UdpTrackerRequest.decode(ByteBuffer.wrap(bytes, 0, length));
            } catch (AnnounceException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
            try {
                UdpTrackerReply.decode(ByteBuffer.wrap(bytes, 0, length), v6);
            } catch (AnnounceException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    private static Id20 id(Random random) {
        byte[] bytes = new byte[Id20.LENGTH];
        random.nextBytes(bytes);
        return Id20.of(bytes);
    }

    private static UdpTrackerRequest request(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Connect(random.nextInt());
            case 1 -> {
                int count = 1 + random.nextInt(UdpTrackerRequest.MAX_SCRAPE_HASHES);
                List<Id20> hashes =
                        IntStream.range(0, count).mapToObj(_ -> id(random)).toList();
                yield new Scrape(random.nextLong(), random.nextInt(), new ScrapeRequest(hashes));
            }
            default -> {
                AnnounceRequest request = new AnnounceRequest(
                        id(random),
                        id(random),
                        1 + random.nextInt(65535),
                        random.nextLong(Long.MAX_VALUE),
                        random.nextLong(Long.MAX_VALUE),
                        random.nextBoolean() ? AnnounceRequest.UNKNOWN_LEFT : random.nextLong(Long.MAX_VALUE),
                        AnnounceEvent.values()[random.nextInt(4)],
                        random.nextInt(1000) - 1,
                        true,
                        random.nextBoolean() ? "" : Integer.toHexString(1 + random.nextInt(1 << 30)),
                        "",
                        random.nextBoolean() ? Optional.empty() : Optional.of(address(random, false)));
                yield new Announce(random.nextLong(), random.nextInt(), request, "/x".repeat(random.nextInt(400)));
            }
        };
    }

    private static UdpTrackerReply reply(Random random, boolean v6) {
        return switch (random.nextInt(4)) {
            case 0 -> new Connected(random.nextInt(), random.nextLong());
            case 1 -> {
                List<Counts> counts = IntStream.range(0, random.nextInt(75))
                        .mapToObj(_ -> new Counts(random.nextInt(9), random.nextInt(9), random.nextInt(9)))
                        .toList();
                yield new Scraped(random.nextInt(), counts);
            }
            case 2 -> new Refused(random.nextInt(), "refused because of " + random.nextInt());
            default -> {
                List<PeerAddress> peers = IntStream.range(0, random.nextInt(60))
                        .mapToObj(_ -> new PeerAddress(address(random, v6), 1 + random.nextInt(65535)))
                        .toList();
                yield new Announced(
                        random.nextInt(), reply(random.nextInt(7200), random.nextInt(9), random.nextInt(9), peers));
            }
        };
    }

    private static InetAddress address(Random random, boolean v6) {
        byte[] bytes = new byte[v6 ? 16 : 4];
        random.nextBytes(bytes);
        bytes[0] = 0x20;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
