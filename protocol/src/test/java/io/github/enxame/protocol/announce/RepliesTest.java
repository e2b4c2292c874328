package io.github.enxame.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.AnnounceReply.Failure;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final long SEED = 20261122;

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PeerAddress peer(String ip, int port) {
        return new PeerAddress(InetAddress.ofLiteral(ip), port);
    }

    private static void refused(String body, String why) {
        assertThatThrownBy(() -> AnnounceReply.decode(latin1(body)))
                .isInstanceOf(AnnounceException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_compact_reply_is_read() throws Exception {
        AnnounceReply reply = AnnounceReply.decode(
                latin1("d8:completei3e11:external ip4:\u00c0\u0000\u0002\u000710:incompletei5e8:intervali1800e"
                        + "12:min intervali60e5:peers12:\u0001\u0002\u0003\u0004\u001a\u00e1\u0005\u0006\u0007\u0008\u0000\u0001"
                        + "6:peers618: \u0001\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\u0001\u00ff\u00ff"
                        + "10:tracker id2:\u00ff\u000015:warning message4:slowe\r\n"));
        assertThat(reply)
                .isEqualTo(new Peers(
                        1800,
                        60,
                        3,
                        5,
                        List.of(peer("1.2.3.4", 6881), peer("5.6.7.8", 1), peer("2001:db8::1", 65535)),
                        "slow",
                        "\u00ff\u0000",
                        Optional.of(InetAddress.ofLiteral("192.0.2.7"))));
    }

    @Test
    void a_reply_in_the_long_form_is_read_and_host_names_are_left_out() throws Exception {
        AnnounceReply reply = AnnounceReply.decode(latin1("d8:intervali900e5:peersl"
                + "d2:ip9:127.0.0.17:peer id20:aaaaaaaaaaaaaaaaaaaa4:porti6881ee"
                + "d2:ip11:example.org4:porti1ee"
                + "d2:ip11:2001:db8::24:porti2ee"
                + "d2:ip7:1.2.3.44:porti0ee"
                + "ee"));
        assertThat(((Peers) reply).peers()).containsExactly(peer("127.0.0.1", 6881), peer("2001:db8::2", 2));
        assertThat(((Peers) reply).seeds()).isEqualTo(AnnounceReply.UNKNOWN);
    }

    @Test
    void a_refusal_is_read_with_when_to_come_back() throws Exception {
        assertThat(AnnounceReply.decode(latin1("d14:failure reason10:not\nlistede")))
                .isEqualTo(new Failure("not listed", Failure.RETRY_UNSAID));
        assertThat(AnnounceReply.decode(latin1("d14:failure reason4:busy8:retry ini5ee")))
                .isEqualTo(new Failure("busy", 300));
        assertThat(AnnounceReply.decode(latin1("d14:failure reason4:gone8:retry in5:nevere")))
                .isEqualTo(new Failure("gone", Failure.RETRY_NEVER));
    }

    @Test
    void numbers_out_of_range_are_cut_to_the_range() throws Exception {
        Peers reply = (Peers)
                AnnounceReply.decode(latin1("d8:completei-3e10:incompletei99999999999e8:intervali-1e5:peers0:e"));
        assertThat(reply.intervalSeconds()).isZero();
        assertThat(reply.seeds()).isZero();
        assertThat(reply.leeches()).isEqualTo(Integer.MAX_VALUE);
        assertThat(((Peers) AnnounceReply.decode(latin1("d8:intervali9223372036854775807e5:peers0:e")))
                        .intervalSeconds())
                .isEqualTo(7 * 24 * 3600);
    }

    @Test
    void what_is_no_reply_is_named() {
        refused("", "empty");
        refused("\n<html>404</html>", "web page");
        refused("le", "no bencoded dictionary");
        refused("de", "neither peers nor an interval");
        refused("d5:peersi1ee", "neither peers nor an interval");
        refused("d5:peers999999999:e", "not bencoded");
        refused("d8:interval" + "l".repeat(100_000), "not bencoded");
        refused("x".repeat(AnnounceReply.MAX_LENGTH + 1), "more than");
    }

    @Test
    void one_wrong_field_does_not_hide_the_peers() throws Exception {
        String good = "5:peers6:\u007f\u0000\u0000\u0001\u001a\u00e1";
        for (String body : List.of(
                "d8:interval4:1800" + good + "e",
                "d8:intervall4:1800e" + good + "e",
                "d8:intervali-5e" + good + "e",
                "d" + good + "6:peers617:xxxxxxxxxxxxxxxxxe",
                "d" + good + "6:peers6i7ee",
                "d11:external ip3:abc" + good + "e",
                "d8:completele10:incomplete1:x" + good + "15:warning messagelee",
                "d14:failure reason0:" + good + "e",
                "d14:failure reason4:full" + good + "e",
                "d14:failure reasoni3e" + good + "e",
                "d8:intervali1e8:intervali2e" + good + "e",
                "d5:peers7:\u007f\u0000\u0000\u0001\u001a\u00e1\ne",
                "d5:peersli1e1:xd2:ip9:127.0.0.14:port4:6881eee",
                "d8:intervali9e5:peers0:6:peers6ld2:ip9:127.0.0.14:porti6881eeee",
                "\r\n\u00ef\u00bb\u00bfd" + good + "e",
                "d" + good + "e<!-- 0.1 s -->")) {
            assertThat(((Peers) AnnounceReply.decode(latin1(body))).peers())
                    .as(body)
                    .containsExactly(peer("127.0.0.1", 6881));
        }
        assertThat(((Peers) AnnounceReply.decode(latin1("d14:failure reason4:full" + good + "e"))).warning())
                .isEqualTo("full");
        assertThat(((Peers) AnnounceReply.decode(latin1("d8:interval4:1800" + good + "e"))).intervalSeconds())
                .isEqualTo(1800);
    }

    @Test
    void peers_named_by_a_host_name_are_told_apart_and_bounded() throws Exception {
        String one = "d2:ip12:peer.example4:porti6881ee";
        String unusable = "d2:ip12:peer example4:porti6881eed2:ip4:peer4:porti0ee";
        Peers reply = (Peers) AnnounceReply.decode(latin1("d5:peersl" + unusable + one + "ee"));
        assertThat(reply.named()).containsExactly(new NamedPeer("peer.example", 6881));
        assertThat(reply.peers()).isEmpty();

        Peers many = (Peers) AnnounceReply.decode(latin1("d5:peersl" + one.repeat(1_000) + "ee"));
        assertThat(many.named()).hasSize(AnnounceReply.MAX_NAMED_PEERS);
    }

    @Test
    void a_reply_with_too_many_peers_is_cut_and_long_texts_too() throws Exception {
        String body = "d5:peers18000:" + "\u0001".repeat(18000) + "15:warning message9999:" + "w".repeat(9999) + "e";
        Peers reply = (Peers) AnnounceReply.decode(latin1(body));
        assertThat(reply.peers()).hasSize(AnnounceReply.MAX_PEERS);
        assertThat(reply.warning()).hasSize(AnnounceReply.MAX_TEXT_LENGTH);
    }

    @Test
    void decode_gives_back_what_any_reply_was() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            AnnounceReply sent = generated(random);
            assertThat(AnnounceReply.decode(sent.encode()))
                    .as("seed %s, case %s", SEED, i)
                    .isEqualTo(sent);
        }
    }

    private static AnnounceReply generated(Random random) throws Exception {
        if (random.nextInt(5) == 0) {
            return new Failure("reason \u00e7 " + random.nextInt(), 60 * (random.nextInt(50) - 1) < 0 ? -1 : 120);
        }
        List<PeerAddress> peers = new ArrayList<>();
        for (int length : new int[] {4, 16}) {
            for (int n = random.nextInt(60); n > 0; n--) {
                peers.add(new PeerAddress(address(random, length), 1 + random.nextInt(65535)));
            }
        }
        return new Peers(
                random.nextInt(7200),
                random.nextInt(60),
                random.nextInt(50) - 1,
                random.nextInt(50) - 1,
                peers,
                random.nextBoolean() ? "" : "a warning",
                random.nextBoolean() ? "" : "id\u00fe",
                random.nextBoolean() ? Optional.empty() : Optional.of(address(random, 4)),
                Set.copyOf(peers.subList(0, random.nextInt(peers.size() + 1))));
    }

    @Test
    void flags_that_do_not_fit_the_peers_count_for_nothing() throws Exception {
        String start = "d8:intervali60e5:peers6:\u0001\u0002\u0003\u0004\u001a\u00e17:peers.f";
        assertThat(prompt(start + "1:\u0082e")).containsExactly(peer("1.2.3.4", 6881));
        assertThat(prompt(start + "1:\u0002e")).isEmpty();
        assertThat(prompt(start + "2:\u0082\u0082e")).isEmpty();
        assertThat(prompt(start + "0:e")).isEmpty();
    }

    private static Set<PeerAddress> prompt(String body) throws AnnounceException {
        return ((Peers) AnnounceReply.decode(body.getBytes(StandardCharsets.ISO_8859_1))).prompt();
    }

    /** Never an IPv4 address in IPv6 clothes, which Java turns into the former. */
    private static InetAddress address(Random random, int length) throws Exception {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = 0x20;
        return InetAddress.getByAddress(bytes);
    }

    @Test
    void arbitrary_bytes_give_a_reply_or_one_kind_of_error() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = generated(random).encode();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(body, random.nextInt(body.length + 1));
            for (byte[] bytes : List.of(body, cut)) {
                try {
                    AnnounceReply.decode(bytes);
                } catch (AnnounceException expected) {
                    assertThat(expected).hasMessageNotContaining("null");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + SEED + ", case " + i, e);
                }
                try {
                    ScrapeReply.decode(bytes);
                } catch (AnnounceException expected) {
                    assertThat(expected).hasMessageNotContaining("null");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + SEED + ", case " + i, e);
                }
            }
        }
    }

    @Test
    void a_scrape_reply_of_several_swarms_is_read_back() throws Exception {
        Map<Id20, ScrapeReply.Counts> swarms = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[20];
            bytes[0] = (byte) (i * 2);
            swarms.put(Id20.of(bytes), new ScrapeReply.Counts(i, i * 1000L, i * 7L));
        }
        ScrapeReply sent = new ScrapeReply.Swarms(swarms);
        assertThat(ScrapeReply.decode(sent.encode())).isEqualTo(sent);
        assertThat(ScrapeReply.decode(new ScrapeReply.Failure("no").encode())).isEqualTo(new ScrapeReply.Failure("no"));
    }

    @Test
    void a_wrong_swarm_in_a_scrape_reply_is_passed_over() throws Exception {
        String good = "20:bbbbbbbbbbbbbbbbbbbbd8:complete1:710:incompletei2ee";
        ScrapeReply reply = ScrapeReply.decode(latin1("d5:filesd2:aade20:aaaaaaaaaaaaaaaaaaaai1e" + good + "ee"));
        assertThat(((ScrapeReply.Swarms) reply).swarms().values()).containsExactly(new ScrapeReply.Counts(7, 0, 2));
    }

    @Test
    void a_malformed_scrape_reply_is_refused() {
        for (String body : List.of("de", "d5:filesi1ee", "le", "<html>")) {
            assertThatThrownBy(() -> ScrapeReply.decode(latin1(body))).as(body).isInstanceOf(AnnounceException.class);
        }
    }
}
