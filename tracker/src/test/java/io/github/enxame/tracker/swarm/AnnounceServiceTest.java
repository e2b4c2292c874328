package io.github.enxame.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnnounceServiceTest {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("198.51.100.1");
    private static final Id20 SWARM = id(7);
    private static final SwarmLimits LIMITS = SwarmLimits.embedded();
    /** Added to the small numbers that name peers here: lower ports are not listed. */
    private static final int PORTS = 5000;

    private final AnnounceService service = service(LIMITS);
    private long now = -5;

    private static AnnounceService service(SwarmLimits limits) {
        return new AnnounceService(limits, swarm -> true, new SplittableRandom(1));
    }

    private static Id20 id(int number) {
        byte[] bytes = new byte[20];
        bytes[18] = (byte) (number >> 8);
        bytes[19] = (byte) number;
        return Id20.of(bytes);
    }

    private static Requester from(String ip) {
        return new Requester(InetAddress.ofLiteral(ip), LOCAL);
    }

    private static PeerAddress peer(String ip, int port) {
        return new PeerAddress(InetAddress.ofLiteral(ip), PORTS + port);
    }

    private static AnnounceRequest request(int peer, int port, long left, AnnounceEvent event) {
        return AnnounceRequest.of(SWARM, id(peer), PORTS + port, 0, 0, left, event);
    }

    private Peers announce(String ip, AnnounceRequest request) {
        return (Peers) service.announce(request, from(ip), now);
    }

    private Peers announce(String ip, int port, long left, AnnounceEvent event) {
        return announce(ip, request(port, port, left, event));
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void peers_of_a_swarm_hear_of_each_other_but_not_of_themselves() {
        Peers first = announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        assertThat(first.peers()).isEmpty();
        assertThat(first.seeds()).isEqualTo(1);
        assertThat(first.intervalSeconds()).isEqualTo(120);
        assertThat(first.externalIp()).contains(InetAddress.ofLiteral("192.0.2.1"));
        Peers second = announce("2001:db8::2", 2, 10, AnnounceEvent.STARTED);
        assertThat(second.peers()).containsExactly(peer("192.0.2.1", 1));
        assertThat(announce("192.0.2.1", 1, 0, AnnounceEvent.REGULAR).peers()).containsExactly(peer("2001:db8::2", 2));
    }

    @Test
    void seeds_hear_of_leeches_only() {
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        announce("192.0.2.2", 2, 9, AnnounceEvent.STARTED);
        assertThat(announce("192.0.2.3", 3, 0, AnnounceEvent.STARTED).peers()).containsExactly(peer("192.0.2.2", 2));
    }

    @Test
    void seeds_that_take_requests_along_with_the_handshake_are_named() {
        Id20 enxame = Id20.of("-EX0100-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        announce("192.0.2.2", AnnounceRequest.of(SWARM, enxame, PORTS + 2, 0, 0, 9, AnnounceEvent.STARTED));
        assertThat(announce("192.0.2.3", 3, 9, AnnounceEvent.STARTED).prompt()).isEmpty();
        announce("192.0.2.2", AnnounceRequest.of(SWARM, enxame, PORTS + 2, 0, 0, 0, AnnounceEvent.COMPLETED));
        assertThat(announce("192.0.2.3", 3, 9, AnnounceEvent.REGULAR).prompt()).containsExactly(peer("192.0.2.2", 2));
    }

    @Test
    void who_stops_is_gone_and_gets_no_peers() {
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        announce("192.0.2.2", 2, 9, AnnounceEvent.STARTED);
        Peers stopped = announce("192.0.2.1", 1, 0, AnnounceEvent.STOPPED);
        assertThat(stopped.peers()).isEmpty();
        assertThat(stopped.seeds()).isZero();
        assertThat(announce("192.0.2.2", 2, 9, AnnounceEvent.REGULAR).peers()).isEmpty();
    }

    @Test
    void nobody_else_behind_the_same_address_can_stop_a_peer() {
        announce("192.0.2.1", request(1, 5, 0, AnnounceEvent.STARTED).withKey("secret"));
        announce("192.0.2.1", request(2, 5, 0, AnnounceEvent.STOPPED));
        announce("192.0.2.1", request(2, 5, 0, AnnounceEvent.STOPPED).withKey("guess"));
        assertThat(service.counts(SWARM, now).seeds()).isEqualTo(1);
        announce("192.0.2.1", request(2, 5, 0, AnnounceEvent.STOPPED).withKey("secret"));
        assertThat(service.counts(SWARM, now).seeds()).isZero();
    }

    @Test
    void a_peer_that_was_started_again_takes_the_place_of_what_it_was() {
        announce("192.0.2.1", request(1, 5, 9, AnnounceEvent.STARTED));
        announce("192.0.2.1", request(2, 5, 9, AnnounceEvent.STARTED));
        assertThat(service.counts(SWARM, now)).isEqualTo(new Counts(0, 0, 1));
        announce("192.0.2.1", request(2, 5, 9, AnnounceEvent.STOPPED));
        assertThat(service.counts(SWARM, now)).isEqualTo(new Counts(0, 0, 0));
    }

    @Test
    void completed_makes_a_seed_and_is_counted_once() {
        announce("192.0.2.1", 1, 9, AnnounceEvent.STARTED);
        announce("192.0.2.1", 1, 0, AnnounceEvent.COMPLETED);
        announce("192.0.2.1", 1, 0, AnnounceEvent.COMPLETED);
        assertThat(service.counts(SWARM, now)).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void silent_peers_expire_and_announcing_ones_stay() {
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        announce("192.0.2.2", 2, 0, AnnounceEvent.STARTED);
        pass(200);
        announce("192.0.2.1", 1, 0, AnnounceEvent.REGULAR);
        pass(69);
        assertThat(service.counts(SWARM, now).seeds()).isEqualTo(2);
        pass(1);
        assertThat(service.counts(SWARM, now).seeds()).isEqualTo(1);
        assertThat(announce("192.0.2.3", 3, 5, AnnounceEvent.STARTED).peers()).containsExactly(peer("192.0.2.1", 1));
        pass(100_000);
        assertThat(service.counts(SWARM, now)).isEqualTo(new Counts(0, 0, 0));
    }

    @Test
    void silent_swarms_are_swept_by_the_announces_to_others() {
        for (int i = 0; i < 500; i++) {
            service.announce(
                    AnnounceRequest.of(id(1000 + i), id(1), PORTS + 1, 0, 0, 0, AnnounceEvent.STARTED),
                    from("192.0.2.1"),
                    now);
        }
        assertThat(service.swarmCount()).isEqualTo(500);
        pass(1000);
        for (int i = 0; i < 300; i++) {
            announce("192.0.2.1", 1, 0, AnnounceEvent.REGULAR);
        }
        assertThat(service.swarmCount()).isEqualTo(1);
    }

    private static AnnounceRequest to(int swarm, int port) {
        return AnnounceRequest.of(id(swarm), id(port), PORTS + port, 0, 0, 5, AnnounceEvent.STARTED);
    }

    private static boolean knows(AnnounceService service, int swarm, PeerAddress peer) {
        return service.peers(List.of(id(swarm)), 1_000_000, from("203.0.113.99"), 0)
                .contains(peer);
    }

    @Test
    void the_newest_peers_of_an_address_take_the_place_of_its_oldest_in_a_swarm() {
        AnnounceService small = service(new SwarmLimits(1000, 100, 3, 60, 5, 200));
        small.announce(to(1, 77), from("192.0.2.8"), 0);
        for (int port = 1; port <= 50; port++) {
            small.announce(to(1, port), from("192.0.2.9"), port);
        }
        assertThat(small.counts(id(1), 50))
                .as("three of one address, one of another")
                .isEqualTo(new Counts(0, 0, 4));
        assertThat(knows(small, 1, peer("192.0.2.8", 77))).isTrue();
        assertThat(knows(small, 1, peer("192.0.2.9", 50)))
                .as("who comes gets in")
                .isTrue();
        assertThat(knows(small, 1, peer("192.0.2.9", 47))).isFalse();
        for (int i = 0; i < 50; i++) {
            small.announce(to(1, i), from("2001:db8::" + Integer.toHexString(i + 1)), 60);
        }
        assertThat(small.counts(id(1), 60)).as("a /64 is one address").isEqualTo(new Counts(0, 0, 7));
    }

    @Test
    void one_address_that_makes_up_torrents_without_end_takes_an_eighth_and_nobody_elses_place() {
        AnnounceService small = service(LIMITS.withMaxPeers(800));
        for (int i = 0; i < 100; i++) {
            small.announce(to(1, i), from("198.51." + i + ".1"), 0);
        }
        for (int i = 0; i < 5000; i++) {
            small.announce(to(1000 + i, i % 50), from("192.0.2.9"), 0);
        }
        assertThat(small.peerCount()).isEqualTo(100 + 100);
        assertThat(small.swarmCount()).as("a swarm goes with its last peer").isEqualTo(1 + 100);
        assertThat(small.counts(id(1), 0)).isEqualTo(new Counts(0, 0, 100));
        for (int host = 1; host < 250; host++) {
            for (int i = 0; i < 20; i++) {
                small.announce(to(7000 + i, host), from("192.0.2." + host), 0);
            }
        }
        assertThat(small.peerCount()).as("a network takes a quarter").isEqualTo(100 + 200);
        for (int i = 0; i < 5000; i++) {
            small.announce(to(9000, i % 300), from("2001:db8:5:" + Integer.toHexString(i) + "::1"), 0);
        }
        assertThat(small.peerCount()).as("so does a /48").isEqualTo(100 + 200 + 200);
        assertThat(small.counts(id(1), 0)).as("none of the honest is lost").isEqualTo(new Counts(0, 0, 100));
    }

    @Test
    void when_everything_is_full_those_of_a_large_network_go_and_a_newcomer_gets_in() {
        AnnounceService small = service(LIMITS.withMaxPeers(800));
        for (int i = 0; i < 60; i++) {
            small.announce(to(1, i), from("198.51." + i + ".1"), i);
        }
        for (int i = 0; i < 20_000; i++) {
            small.announce(to(1000 + i, 1), from("192.0." + i % 20 + "." + i % 251), 100);
        }
        assertThat(small.peerCount()).isEqualTo(800);
        assertThat(small.counts(id(1), 100)).isEqualTo(new Counts(0, 0, 60));
        small.announce(to(1, 999), from("203.0.113.4"), 100);
        assertThat(knows(small, 1, peer("203.0.113.4", 999))).isTrue();
        assertThat(small.peerCount()).isEqualTo(800);
    }

    @Test
    void a_full_swarm_lets_newcomers_in_for_those_of_a_large_network() {
        AnnounceService small = service(new SwarmLimits(10_000, 300, 256, 60, 5, 200));
        for (int i = 0; i < 40; i++) {
            small.announce(to(1, i), from("198.51." + i + ".1"), 0);
        }
        for (int i = 0; i < 5000; i++) {
            small.announce(to(1, i), from("2001:db8:5:" + Integer.toHexString(i) + "::1"), 0);
        }
        small.announce(to(1, 999), from("203.0.113.4"), 0);
        assertThat(small.counts(id(1), 0).leeches()).isEqualTo(300);
        assertThat(knows(small, 1, peer("203.0.113.4", 999))).isTrue();
        assertThat(small.peers(List.of(id(1)), 300, from("203.0.113.99"), 0))
                .filteredOn(peer -> peer.ip() instanceof java.net.Inet4Address)
                .hasSize(41);
    }

    @Test
    void peers_are_forgotten_in_time_though_nobody_announces() {
        for (int i = 0; i < 5000; i++) {
            service.announce(to(1000 + i, 1), from("192.0.2.1"), now);
        }
        pass(1000);
        service.expire(now);
        assertThat(service.peerCount()).isZero();
        assertThat(service.swarmCount()).isZero();
    }

    @Test
    void who_cannot_be_reached_or_has_the_port_of_a_service_gets_peers_and_is_not_listed() {
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        for (int port : new int[] {0, 1, 22, 25, 80, 1023}) {
            AnnounceRequest odd = AnnounceRequest.of(SWARM, id(9), port, 0, 0, 5, AnnounceEvent.STARTED);
            Peers reply = announce("192.0.2.9", odd);
            assertThat(reply.peers()).as("port %s", port).containsExactly(peer("192.0.2.1", 1));
            assertThat(reply.warning()).contains("not told of you");
            assertThat(reply.leeches()).isZero();
        }
        Peers lowest = announce("192.0.2.9", AnnounceRequest.of(SWARM, id(9), 1024, 0, 0, 5, AnnounceEvent.STARTED));
        assertThat(lowest.warning()).isEmpty();
        assertThat(lowest.leeches()).isEqualTo(1);
    }

    @Test
    void a_reader_gets_peers_and_changes_nothing() {
        announce("192.0.2.1", request(1, 1, 0, AnnounceEvent.STARTED));
        Requester reader = new Requester(InetAddress.ofLiteral("192.0.2.1"), () -> LOCAL, Requester.Standing.READER);
        Peers reply = (Peers) service.announce(request(2, 2, 5, AnnounceEvent.STARTED), reader, now);
        assertThat(reply.peers()).containsExactly(peer("192.0.2.1", 1));
        service.announce(request(1, 1, 0, AnnounceEvent.STOPPED), reader, now);
        assertThat(service.counts(SWARM, now)).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void as_many_peers_are_given_as_are_wanted_within_the_limit() {
        for (int i = 1; i <= 1000; i++) {
            announce("192.0." + i / 200 + "." + i % 200, i, i % 2, AnnounceEvent.STARTED);
        }
        AnnounceRequest request = request(5000, 5000, 1, AnnounceEvent.REGULAR);
        assertThat(announce("203.0.113.1", request).peers()).hasSize(50).doesNotHaveDuplicates();
        assertThat(announce("203.0.113.1", request.withWanted(0)).peers()).isEmpty();
        assertThat(announce("203.0.113.1", request.withWanted(3)).peers()).hasSize(3);
        assertThat(announce("203.0.113.1", request.withWanted(100_000)).peers())
                .hasSize(200)
                .doesNotHaveDuplicates();
        Set<PeerAddress> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.addAll(announce("203.0.113.1", request).peers());
        }
        assertThat(seen).as("everybody has a chance").hasSize(1000);
    }

    @Test
    void a_leech_hears_of_both_kinds_and_of_all_when_there_are_few() {
        for (int i = 1; i <= 10; i++) {
            announce("192.0.2." + i, i, i <= 5 ? 0 : 1, AnnounceEvent.STARTED);
        }
        AnnounceRequest request = request(99, 99, 1, AnnounceEvent.STARTED);
        assertThat(announce("203.0.113.1", request).peers()).hasSize(10);
        List<PeerAddress> four = announce("203.0.113.1", request.withWanted(4)).peers();
        assertThat(four).filteredOn(peer -> peer.port() <= PORTS + 5).hasSize(2);
        assertThat(service.peers(List.of(SWARM, id(8)), 7, from("203.0.113.1"), now))
                .as("for a .torrent: seeds first")
                .hasSize(7)
                .extracting(PeerAddress::port)
                .satisfies(ports -> assertThat(ports.subList(0, 5)).allMatch(port -> port <= PORTS + 5));
    }

    @Test
    void the_address_is_that_of_the_connection_whatever_the_peer_says() {
        AnnounceRequest lie = request(1, 1, 0, AnnounceEvent.STARTED).withIp(InetAddress.ofLiteral("192.0.2.66"));
        announce("192.0.2.1", lie);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers()).containsExactly(peer("192.0.2.1", 1));
    }

    @Test
    void only_who_is_trusted_may_say_where_others_reach_it() {
        AnnounceRequest said = request(1, 1, 0, AnnounceEvent.STARTED).withIp(InetAddress.ofLiteral("192.0.2.66"));
        announce("127.0.0.1", said);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers())
                .containsExactly(new PeerAddress(LOCAL, PORTS + 1));
        InetAddress own = InetAddress.ofLiteral("127.0.0.1");
        service.announce(said, new Requester(own, () -> LOCAL, Requester.Standing.TRUSTED), now);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers()).contains(peer("192.0.2.66", 1));
        AnnounceRequest nowhere = request(3, 3, 0, AnnounceEvent.STARTED).withIp(InetAddress.ofLiteral("0.0.0.0"));
        Peers reply =
                (Peers) service.announce(nowhere, new Requester(own, () -> LOCAL, Requester.Standing.TRUSTED), now);
        assertThat(reply.warning()).contains("0.0.0.0");
    }

    @Test
    void a_peer_beside_the_tracker_is_not_named_to_who_comes_through_a_proxy() {
        announce("127.0.0.1", 1, 0, AnnounceEvent.STARTED);
        Requester proxied = new Requester(InetAddress.ofLiteral("192.0.2.2"), InetAddress.ofLiteral("127.0.0.1"));
        Peers reply = (Peers) service.announce(request(2, 2, 5, AnnounceEvent.STARTED), proxied, now);
        assertThat(reply.peers()).isEmpty();
    }

    @Test
    void a_peer_on_the_trackers_own_machine_is_where_the_tracker_is_for_others() {
        announce("127.0.0.1", 1, 0, AnnounceEvent.STARTED);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers())
                .containsExactly(new PeerAddress(LOCAL, PORTS + 1));
        assertThat(announce("127.0.0.1", 3, 5, AnnounceEvent.STARTED).peers())
                .containsExactlyInAnyOrder(peer("127.0.0.1", 1), peer("192.0.2.2", 2));
    }

    @Test
    void a_swarm_that_is_not_listed_is_refused_everywhere() {
        AnnounceService listed = new AnnounceService(LIMITS, SWARM::equals, new SplittableRandom(1));
        AnnounceRequest other = AnnounceRequest.of(id(8), id(1), PORTS + 1, 0, 0, 0, AnnounceEvent.STARTED);
        assertThat(listed.announce(other, from("192.0.2.1"), now)).isInstanceOf(AnnounceReply.Failure.class);
        assertThat(listed.announce(request(1, 1, 0, AnnounceEvent.STARTED), from("192.0.2.1"), now))
                .isInstanceOf(Peers.class);
        assertThat(listed.scrape(new ScrapeRequest(List.of(id(8), SWARM)), now))
                .isEqualTo(new ScrapeReply.Swarms(Map.of(SWARM, new Counts(1, 0, 0))));
    }

    @Test
    void a_scrape_counts_several_swarms_and_refuses_to_count_all() {
        announce("192.0.2.1", 1, 0, AnnounceEvent.STARTED);
        assertThat(service.scrape(new ScrapeRequest(List.of(SWARM, id(8))), now))
                .isEqualTo(new ScrapeReply.Swarms(Map.of(SWARM, new Counts(1, 0, 0), id(8), new Counts(0, 0, 0))));
        assertThat(service.scrape(new ScrapeRequest(List.of()), now)).isInstanceOf(ScrapeReply.Failure.class);
    }

    @Test
    void whatever_is_announced_the_counts_are_those_of_a_plain_list() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AnnounceService tested = service(new SwarmLimits(10_000, 1000, 1000, 60, 5, 200));
            Map<Integer, Boolean> model = new java.util.TreeMap<>();
            for (int step = 0; step < 400; step++) {
                int port = 1 + random.nextInt(40);
                boolean complete = random.nextBoolean();
                AnnounceEvent event = random.nextInt(4) == 0 ? AnnounceEvent.STOPPED : AnnounceEvent.REGULAR;
                Peers reply = (Peers) tested.announce(
                        request(port, port, complete ? 0 : 1, event).withWanted(100), from("192.0.2.1"), step);
                if (event == AnnounceEvent.STOPPED) {
                    model.remove(port);
                } else {
                    model.put(port, complete);
                }
                long seeds = model.values().stream().filter(has -> has).count();
                assertThat(reply.seeds()).as("seed %s, step %s", seed, step).isEqualTo((int) seeds);
                assertThat(reply.leeches()).as("seed %s, step %s", seed, step).isEqualTo((int) (model.size() - seeds));
                List<Integer> expected = new ArrayList<>();
                model.forEach((other, has) -> {
                    if (other != port && !(complete && has)) {
                        expected.add(PORTS + other);
                    }
                });
                if (event != AnnounceEvent.STOPPED) {
                    assertThat(reply.peers())
                            .as("seed %s, step %s", seed, step)
                            .extracting(PeerAddress::port)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Test
    void the_same_random_generator_gives_the_same_peers() {
        List<List<PeerAddress>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            AnnounceService tested = service(LIMITS);
            for (int i = 1; i <= 300; i++) {
                tested.announce(request(i, i, i % 3, AnnounceEvent.STARTED), from("192.0.2." + i % 200), now);
            }
            runs.add(((Peers) tested.announce(request(999, 999, 1, AnnounceEvent.STARTED), from("192.0.2.1"), now))
                    .peers());
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }
}
