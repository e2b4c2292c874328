package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnounceRequestTest {
    private static final long SEED = 20261122;
    private static final List<AnnounceEvent> EVENTS = List.of(AnnounceEvent.values());

    private static Id20 id(int... firstBytes) {
        byte[] bytes = new byte[20];
        for (int i = 0; i < firstBytes.length; i++) {
            bytes[i] = (byte) firstBytes[i];
        }
        return Id20.of(bytes);
    }

    private static AnnounceRequest request(AnnounceEvent event) {
        return AnnounceRequest.of(id(1), id(2), 6881, 10, 20, 30, event);
    }

    @Test
    void every_byte_value_of_an_info_hash_survives() throws Exception {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = new byte[20];
            java.util.Arrays.fill(bytes, (byte) value);
            AnnounceRequest sent =
                    AnnounceRequest.of(Id20.of(bytes), Id20.of(bytes), 1, 0, 0, 0, AnnounceEvent.REGULAR);
            assertThat(AnnounceRequest.parse(sent.toQuery())).isEqualTo(sent);
        }
    }

    @Test
    void parse_gives_back_what_any_request_was() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            AnnounceRequest sent = generated(random);
            assertThat(AnnounceRequest.parse(sent.toQuery()))
                    .as("seed %s, case %s", SEED, i)
                    .isEqualTo(sent);
        }
    }

    private static AnnounceRequest generated(Random random) throws Exception {
        AnnounceRequest request = AnnounceRequest.of(
                generatedId(random),
                generatedId(random),
                1 + random.nextInt(65535),
                random.nextLong(1L << 50),
                random.nextLong(1L << 50),
                random.nextInt(10) == 0 ? AnnounceRequest.UNKNOWN_LEFT : random.nextLong(1L << 50),
                EVENTS.get(random.nextInt(EVENTS.size())));
        if (random.nextBoolean()) {
            request = request.withWanted(random.nextInt(500));
        }
        if (random.nextBoolean()) {
            request = request.withKey(latin1(random, 16)).withTrackerId(latin1(random, 64));
        }
        if (random.nextBoolean()) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            request = request.withIp(InetAddress.getByAddress(address));
        }
        return request;
    }

    private static Id20 generatedId(Random random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return Id20.of(bytes);
    }

    private static String latin1(Random random, int max) {
        byte[] bytes = new byte[random.nextInt(max + 1)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_query_that_other_clients_write_is_read() throws Exception {
        AnnounceRequest request = AnnounceRequest.parse(
                "info_hash=%124Vx%9a%BC%de%f1%23Eg%89%ab%cd%ef%124Vx%9A&peer_id=-TR3000-abcdefghijkl&port=51413"
                        + "&uploaded=0&downloaded=0&left=16384&numwant=80&key=5a3f&compact=1&supportcrypto=1&event=started"
                        + "&ipv6=%5b2001%3adb8%3a%3a1%5d%3a51413&corrupt=0&redundant=0");
        assertThat(request.infoHash().hex()).isEqualTo("123456789abcdef123456789abcdef123456789a");
        assertThat(new String(request.peerId().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("-TR3000-abcdefghijkl");
        assertThat(request.port()).isEqualTo(51413);
        assertThat(request.left()).isEqualTo(16384);
        assertThat(request.wanted()).isEqualTo(80);
        assertThat(request.key()).isEqualTo("5a3f");
        assertThat(request.event()).isEqualTo(AnnounceEvent.STARTED);
    }

    @Test
    void bytes_written_without_encoding_and_plus_signs_are_taken_as_they_are() throws Exception {
        String raw = "info_hash=+++++++++++++++++++\u00ff&peer_id=aaaaaaaaaaaaaaaaaaaa&port=1";
        assertThat(AnnounceRequest.parse(raw).infoHash().hex()).isEqualTo("2b".repeat(19) + "ff");
    }

    @Test
    void an_amount_left_that_is_not_known_is_unknown_in_every_way_of_saying_it() throws Exception {
        String base = "info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=aaaaaaaaaaaaaaaaaaaa&port=1";
        for (String left : new String[] {"", "&left=-1", "&left=9223372036854775807", "&left=18446744073709551615"}) {
            assertThat(AnnounceRequest.parse(base + left).left()).as(left).isEqualTo(AnnounceRequest.UNKNOWN_LEFT);
        }
        assertThat(request(AnnounceEvent.STARTED).seed()).isFalse();
    }

    @Test
    void a_host_name_as_ip_is_not_looked_up() throws Exception {
        String base = "info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=aaaaaaaaaaaaaaaaaaaa&port=1&ip=";
        assertThat(AnnounceRequest.parse(base + "example.org").ip()).isEmpty();
        assertThat(AnnounceRequest.parse(base + "fe80::1%25eth0").ip()).isEmpty();
        assertThat(AnnounceRequest.parse(base + "2001:db8::1").ip()).contains(InetAddress.ofLiteral("2001:db8::1"));
    }

    @Test
    void what_is_missing_or_malformed_is_named() {
        String id = "aaaaaaaaaaaaaaaaaaaa";
        refused("", "info_hash is missing");
        refused("info_hash=" + id, "peer_id is missing");
        refused("info_hash=short&peer_id=" + id + "&port=1", "info_hash has 5 bytes");
        refused("info_hash=" + id + "&peer_id=" + id + "a&port=1", "peer_id has 21 bytes");
        refused("info_hash=%4&x=1", "within a percent-encoded byte");
        refused("info_hash=%zz", "hexadecimal");
        refused("info_hash=%４1", "hexadecimal");
        refused("info_hash=\u20ac", "no byte");
    }

    private static AnnounceRequest with(String fields) throws AnnounceException {
        return AnnounceRequest.parse("info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=bbbbbbbbbbbbbbbbbbbb&" + fields);
    }

    @Test
    void a_field_that_does_not_matter_never_throws_an_announce_away() throws Exception {
        for (String port :
                List.of("", "port=", "port=0", "port=65536", "port=-1", "port=1e3", "port=%zz", "port=abc")) {
            assertThat(with(port).port()).as(port).isZero();
        }
        assertThat(with("port=%36881").port()).isEqualTo(6881);
        assertThat(with("port=00006881").port()).isEqualTo(6881);
        for (String field : List.of("uploaded=-5", "uploaded=", "uploaded=%", "uploaded=1.5e3", "uploaded=x")) {
            assertThat(with(field).uploaded()).as(field).isZero();
        }
        assertThat(with("uploaded=18446744073709551615").uploaded()).isEqualTo(Long.MAX_VALUE);
        assertThat(with("downloaded=" + "9".repeat(300)).downloaded()).isEqualTo(Long.MAX_VALUE);
        assertThat(with("downloaded=9223372036854775806").downloaded()).isEqualTo(Long.MAX_VALUE - 1);
        for (String field : List.of("numwant=", "numwant=-7", "numwant=all", "numwant=1.5", "numwant=%f")) {
            assertThat(with(field).wanted()).as(field).isEqualTo(AnnounceRequest.WANTED_UNSAID);
        }
        assertThat(with("numwant=99999999999").wanted()).isEqualTo(Integer.MAX_VALUE);
        for (String field : List.of("left=", "left=x", "left=-2", "left=1.5e3", "left=" + "9".repeat(40))) {
            assertThat(with(field).left()).as(field).isEqualTo(AnnounceRequest.UNKNOWN_LEFT);
        }
        assertThat(with("left=000000000000000000000").seed()).isTrue();
        for (String field : List.of("event=", "event=update", "event=" + "x".repeat(99), "event=%z")) {
            assertThat(with(field).event()).as(field).isEqualTo(AnnounceEvent.REGULAR);
        }
        assertThat(with("event=Started").event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(with("key=" + "k".repeat(70)).key()).isEqualTo("k".repeat(64));
        assertThat(with("key=%&trackerid=%gg").key()).isEmpty();
        assertThat(with("trackerid=" + "t".repeat(600)).trackerId()).hasSize(512);
        assertThat(with("compact=2").compact()).isTrue();
        assertThat(with("ip=" + "1".repeat(300)).ip()).isEmpty();
        assertThat(with("ip=%").ip()).isEmpty();
    }

    @Test
    void fields_that_follow_a_second_question_mark_are_read() throws Exception {
        AnnounceRequest request = AnnounceRequest.parse(
                "passkey=1?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=bbbbbbbbbbbbbbbbbbbb&port=5000");
        assertThat(request.infoHash().hex()).isEqualTo("61".repeat(20));
        assertThat(request.port()).isEqualTo(5000);
    }

    private static void refused(String query, String why) {
        assertThatThrownBy(() -> AnnounceRequest.parse(query))
                .isInstanceOf(AnnounceException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_long_query_and_one_with_many_fields_are_refused() {
        refused("a".repeat(8193), "8193 characters");
        refused("a=1&".repeat(129), "more than 128 fields");
    }

    @Test
    void arbitrary_queries_give_a_request_or_one_kind_of_error() {
        Random random = new Random(SEED);
        String alphabet = "info_hash=peer_id=port=&&==%%0123456789abcdefABCDEF-+\u0000\u00ff\u0100";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder query = new StringBuilder();
            if (random.nextBoolean()) {
                query.append(request(AnnounceEvent.STARTED).toQuery());
                query.setCharAt(random.nextInt(query.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            } else {
                random.ints(random.nextInt(80), 0, alphabet.length()).forEach(c -> query.append(alphabet.charAt(c)));
            }
            try {
                AnnounceRequest.parse(query.toString());
                ScrapeRequest.parse(query.toString());
            } catch (AnnounceException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", case " + i + ": " + query, e);
            }
        }
    }

    @Test
    void a_tracker_url_keeps_its_own_query() {
        AnnounceRequest request = request(AnnounceEvent.REGULAR);
        assertThat(request.toUri(URI.create("http://t/announce")).toString())
                .startsWith("http://t/announce?info_hash=");
        assertThat(request.toUri(URI.create("http://t/a?passkey=1#x")).toString())
                .startsWith("http://t/a?passkey=1&info_hash=");
        assertThat(request.toUri(URI.create("http://t/a?")).toString()).startsWith("http://t/a?info_hash=");
    }

    @Test
    void the_scrape_url_replaces_the_last_segment() {
        assertThat(TrackerUrls.scrape(URI.create("http://t/announce"))).contains(URI.create("http://t/scrape"));
        assertThat(TrackerUrls.scrape(URI.create("http://t:1/x/announce.php?a=/announce")))
                .contains(URI.create("http://t:1/x/scrape.php?a=/announce"));
        assertThat(TrackerUrls.scrape(URI.create("http://announce/announce")))
                .contains(URI.create("http://announce/scrape"));
        assertThat(TrackerUrls.scrape(URI.create("http://t/a"))).isEmpty();
        assertThat(TrackerUrls.scrape(URI.create("http://t"))).isEmpty();
        assertThat(TrackerUrls.scrape(URI.create("mailto:announce"))).isEmpty();
    }

    @Test
    void a_scrape_of_several_swarms_is_read_back() throws Exception {
        ScrapeRequest sent = new ScrapeRequest(List.of(id(0, 0x26, 0x3d), id(0xff), id(0x25)));
        assertThat(ScrapeRequest.parse(sent.toQuery())).isEqualTo(sent);
        assertThat(ScrapeRequest.parse("").infoHashes()).isEmpty();
        assertThatThrownBy(() -> ScrapeRequest.parse("info_hash=aaaaaaaaaaaaaaaaaaaa&".repeat(101)))
                .isInstanceOf(AnnounceException.class)
                .hasMessageContaining("100");
    }
}
