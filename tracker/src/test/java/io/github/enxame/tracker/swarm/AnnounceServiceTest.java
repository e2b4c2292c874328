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

    private final AnnounceService service = service(SwarmLimits.STANDARD);
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
        return new PeerAddress(InetAddress.ofLiteral(ip), port);
    }

    private static AnnounceRequest request(int peer, int port, long left, AnnounceEvent event) {
        return AnnounceRequest.of(SWARM, id(peer), port, 0, 0, left, event);
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
        announce("192.0.2.2", AnnounceRequest.of(SWARM, enxame, 2, 0, 0, 9, AnnounceEvent.STARTED));
        assertThat(announce("192.0.2.3", 3, 9, AnnounceEvent.STARTED).prompt()).isEmpty();
        announce("192.0.2.2", AnnounceRequest.of(SWARM, enxame, 2, 0, 0, 0, AnnounceEvent.COMPLETED));
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
                    AnnounceRequest.of(id(1000 + i), id(1), 1, 0, 0, 0, AnnounceEvent.STARTED), from("192.0.2.1"), now);
        }
        assertThat(service.swarmCount()).isEqualTo(500);
        pass(1000);
        for (int i = 0; i < 300; i++) {
            announce("192.0.2.1", 1, 0, AnnounceEvent.REGULAR);
        }
        assertThat(service.swarmCount()).isEqualTo(1);
    }

    @Test
    void swarms_and_peers_have_limits() {
        AnnounceService small = service(new SwarmLimits(2, 3, 2, 60, 5, 200));
        for (int swarm = 1; swarm <= 2; swarm++) {
            assertThat(small.announce(
                            AnnounceRequest.of(id(swarm), id(1), 1, 0, 0, 0, AnnounceEvent.STARTED),
                            from("192.0.2.1"),
                            now))
                    .isInstanceOf(Peers.class);
        }
        AnnounceReply third = small.announce(
                AnnounceRequest.of(id(3), id(1), 1, 0, 0, 0, AnnounceEvent.STARTED), from("192.0.2.1"), now);
        assertThat(third).isInstanceOfSatisfying(AnnounceReply.Failure.class, failure -> assertThat(failure.reason())
                .contains("no room"));
        for (int port = 1; port <= 3; port++) {
            small.announce(
                    AnnounceRequest.of(id(1), id(port), port, 0, 0, 5, AnnounceEvent.STARTED), from("192.0.2.9"), now);
        }
        assertThat(small.counts(id(1), now)).as("two at one address").isEqualTo(new Counts(1, 0, 2));
        Peers full = (Peers) small.announce(
                AnnounceRequest.of(id(1), id(9), 9, 0, 0, 5, AnnounceEvent.STARTED), from("192.0.2.8"), now);
        assertThat(full.warning()).contains("full");
        assertThat(full.peers()).as("it gets peers all the same").hasSize(3);
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
        assertThat(four).filteredOn(peer -> peer.port() <= 5).hasSize(2);
        assertThat(service.peers(List.of(SWARM, id(8)), 7, from("203.0.113.1"), now))
                .as("for a .torrent: seeds first")
                .hasSize(7)
                .extracting(PeerAddress::port)
                .satisfies(ports -> assertThat(ports.subList(0, 5)).allMatch(port -> port <= 5));
    }

    @Test
    void the_address_is_that_of_the_connection_whatever_the_peer_says() {
        AnnounceRequest lie = request(1, 1, 0, AnnounceEvent.STARTED).withIp(InetAddress.ofLiteral("192.0.2.66"));
        announce("192.0.2.1", lie);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers()).containsExactly(peer("192.0.2.1", 1));
    }

    @Test
    void a_peer_on_the_trackers_own_machine_may_say_where_others_reach_it() {
        announce("127.0.0.1", request(1, 1, 0, AnnounceEvent.STARTED).withIp(InetAddress.ofLiteral("192.0.2.66")));
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers()).containsExactly(peer("192.0.2.66", 1));
    }

    @Test
    void a_peer_on_the_trackers_own_machine_is_where_the_tracker_is_for_others() {
        announce("127.0.0.1", 1, 0, AnnounceEvent.STARTED);
        assertThat(announce("192.0.2.2", 2, 5, AnnounceEvent.STARTED).peers())
                .containsExactly(new PeerAddress(LOCAL, 1));
        assertThat(announce("127.0.0.1", 3, 5, AnnounceEvent.STARTED).peers())
                .containsExactlyInAnyOrder(peer("127.0.0.1", 1), peer("192.0.2.2", 2));
    }

    @Test
    void a_swarm_that_is_not_listed_is_refused_everywhere() {
        AnnounceService listed = new AnnounceService(SwarmLimits.STANDARD, SWARM::equals, new SplittableRandom(1));
        AnnounceRequest other = AnnounceRequest.of(id(8), id(1), 1, 0, 0, 0, AnnounceEvent.STARTED);
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
            AnnounceService tested = service(new SwarmLimits(10, 1000, 1000, 60, 5, 200));
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
                        expected.add(other);
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
            AnnounceService tested = service(SwarmLimits.STANDARD);
            for (int i = 1; i <= 300; i++) {
                tested.announce(request(i, i, i % 3, AnnounceEvent.STARTED), from("192.0.2." + i % 200), now);
            }
            runs.add(((Peers) tested.announce(request(999, 999, 1, AnnounceEvent.STARTED), from("192.0.2.1"), now))
                    .peers());
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }
}
