package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.PeerSource;
import io.github.enxame.engine.swarm.SwarmCheck;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is dialled of those whom strangers name, how often, and for how long. */
class DiallingTest {
    private static final String VICTIM = "198.51.100.7";
    private static final long MINUTE = 60 * SwarmRig.SECOND;
    private static final int PEX_ID = 3;
    private static final int OUR_PEX_ID = 2;

    /** A peer that names others to us, and leaves. */
    private static void names(SwarmRig rig, List<InetSocketAddress> addresses) {
        HandPeer teller = rig.comes();
        teller.says(ExtendedHandshake.of(Map.of(PexMessage.NAME, PEX_ID)).toMessage());
        List<PexPeer> peers = addresses.stream()
                .map(address -> new PexPeer(new PeerAddress(address.getAddress(), address.getPort()), 0))
                .toList();
        for (int from = 0; from < peers.size(); from += PexMessage.MAX_SENT) {
            List<PexPeer> some = peers.subList(from, Math.min(peers.size(), from + PexMessage.MAX_SENT));
            teller.says(new PexMessage(some, List.of()).toMessage(OUR_PEX_ID));
        }
        teller.leaves();
    }

    private static List<InetSocketAddress> ports(String host, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(port -> SwarmRig.address(host, port))
                .toList();
    }

    /** When each address is dialled while nobody there answers; the times are in seconds. */
    private static Map<InetSocketAddress, List<Long>> dialsWhileNobodyAnswers(SwarmRig rig, long nanos) {
        Map<InetSocketAddress, List<Long>> dials = new HashMap<>();
        long start = rig.timeline().nanos();
        while (rig.timeline().nanos() < start + nanos) {
            rig.dialled().forEach(peer -> {
                dials.computeIfAbsent(peer.remote(), _ -> new ArrayList<>())
                        .add((rig.timeline().nanos() - start) / SwarmRig.SECOND);
                peer.refuses();
            });
            rig.pass(SwarmRig.SECOND);
        }
        return dials;
    }

    @Test
    void whoIsNamedByAPeerAndNeverAnswersIsTriedThreeTimesAndGivenUp() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            names(rig, List.of(SwarmRig.address(VICTIM, 6881)));
            List<Long> dials = dialsWhileNobodyAnswers(rig, 120 * MINUTE).get(SwarmRig.address(VICTIM, 6881));
            assertThat(dials).hasSize(3);
            assertThat(dials.get(1) - dials.get(0)).isBetween(3L, 8L);
            assertThat(dials.get(2) - dials.get(1)).isBetween(45L, 80L);
            names(rig, List.of(SwarmRig.address(VICTIM, 6881)));
            assertThat(dialsWhileNobodyAnswers(rig, 120 * MINUTE))
                    .as("named again")
                    .isEmpty();
        }
    }

    @Test
    void noServicesArePortsOfPeersUnlessTheUserOrTheLocalNetworkSaysSo() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            InetSocketAddress mail = SwarmRig.address(VICTIM, 25);
            names(rig, List.of(mail, SwarmRig.address(VICTIM, 1_023), SwarmRig.address(VICTIM, 1_024)));
            for (PeerSource source : List.of(PeerSource.TRACKER, PeerSource.TORRENT, PeerSource.INCOMING)) {
                rig.swarm().connect(mail, source);
            }
            rig.pass(MINUTE);
            assertThat(rig.dialled()).extracting(HandPeer::remote).containsExactly(SwarmRig.address(VICTIM, 1_024));
            rig.swarm().connect(mail, PeerSource.LOCAL);
            assertThat(rig.dialled()).extracting(HandPeer::remote).containsExactly(mail);
            rig.swarm().connect(SwarmRig.address("192.0.2.1", 80));
            assertThat(rig.dialled()).hasSize(1);
        }
    }

    @Test
    void addressesOfNoSingleHostAreNotDialled() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            for (String host : List.of(
                    "0.0.0.0",
                    "0.1.2.3",
                    "255.255.255.255",
                    "240.0.0.1",
                    "224.0.0.1",
                    "239.192.152.143",
                    "::",
                    "ff02::1")) {
                for (PeerSource source : PeerSource.values()) {
                    rig.swarm().connect(SwarmRig.address(host, 6881), source);
                }
            }
            rig.pass(MINUTE);
            assertThat(rig.dialled()).isEmpty();
        }
    }

    @Test
    void aHostIsNotScannedByNamingManyOfItsPorts() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            names(rig, ports(VICTIM, 20_000, 20_199));
            Map<InetSocketAddress, List<Long>> dials = dialsWhileNobodyAnswers(rig, 10 * MINUTE);
            assertThat(dials.values().stream().mapToInt(List::size).sum()).isBetween(10, 21);
        }
    }

    @Test
    void aNetworkIsNotScannedEither() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            for (int part = 0; part < 2; part++) {
                int from = part * 100;
                names(
                        rig,
                        IntStream.range(from, from + 100)
                                .mapToObj(i -> SwarmRig.address("198.51.100." + (1 + i), 6881))
                                .toList());
            }
            Map<InetSocketAddress, List<Long>> dials = dialsWhileNobodyAnswers(rig, 10 * MINUTE);
            assertThat(dials.values().stream().mapToInt(List::size).sum()).isBetween(40, 82);
        }
    }

    @Test
    void theHostsOfAnIpv6NetworkAreOne() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            names(
                    rig,
                    IntStream.range(1, 100)
                            .mapToObj(i -> SwarmRig.address("2001:db8:1:1::" + Integer.toHexString(i), 6881))
                            .toList());
            assertThat(rig.dialled()).hasSize(10);
        }
    }

    @Test
    void manyPeersBehindOneAddressAreAllFoundWhenTheyAnswer() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            names(rig, ports(VICTIM, 20_000, 20_034));
            int answered = 0;
            for (int i = 0; i < 100; i++) {
                for (HandPeer peer : rig.dialled()) {
                    peer.opens().greets(rig.infoHash(), SwarmRig.id(1_000 + answered++), true);
                }
                rig.pass(SwarmRig.SECOND);
            }
            assertThat(answered).isEqualTo(35);
            assertThat(SwarmCheck.faults(rig.swarm())).isEmpty();
        }
    }

    @Test
    void whoAnswersWithSomethingElseIsGivenUpAtOnce() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            names(rig, List.of(SwarmRig.address(VICTIM, 8_080)));
            rig.dialled().getFirst().opens().leavesAfterNonsense();
            rig.pass(60 * MINUTE);
            assertThat(rig.dialled()).isEmpty();
        }
    }

    @Test
    void aPeerThatVanishesIsDialledForEverAtGrowingIntervals() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            InetSocketAddress there = SwarmRig.address(VICTIM, 6881);
            names(rig, List.of(there));
            rig.dialled()
                    .getFirst()
                    .opens()
                    .greets(rig.infoHash(), SwarmRig.id(7), true)
                    .leaves();
            List<Long> dials = dialsWhileNobodyAnswers(rig, 600 * MINUTE).get(there);
            assertThat(dials).hasSizeBetween(50, 100);
            assertThat(dials.get(1) - dials.get(0)).isLessThan(5);
            assertThat(dials.getLast() - dials.get(dials.size() - 2)).isBetween(440L, 760L);
        }
    }

    @Test
    void whomTheTrackerNamesAgainIsTriedAgainTheMoreSeldomTheMoreOftenItFailed() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            InetSocketAddress there = SwarmRig.address(VICTIM, 6881);
            List<Long> dials = new ArrayList<>();
            for (int minute = 0; minute < 300; minute++) {
                rig.swarm().connect(there, PeerSource.TRACKER);
                long at = minute;
                dialsWhileNobodyAnswers(rig, MINUTE).values().forEach(times -> times.forEach(_ -> dials.add(at)));
            }
            assertThat(dials).hasSizeBetween(15, 30);
            assertThat(dials.getLast() - dials.get(dials.size() - 2)).isGreaterThan(15);
        }
    }

    @Test
    void aListThatNobodyBringsUpToDateIsGivenUpInTheEnd() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            InetSocketAddress there = SwarmRig.address(VICTIM, 6881);
            rig.swarm().connect(there, PeerSource.TORRENT);
            List<Long> dials = dialsWhileNobodyAnswers(rig, 600 * MINUTE).get(there);
            assertThat(dials).hasSize(10);
            assertThat(dials.getLast()).isBetween(30 * 60L, 60 * 60L);
        }
    }

    @Test
    void whomTheUserNamesIsDialledForEver() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            InetSocketAddress there = SwarmRig.address(VICTIM, 25);
            rig.swarm().connect(there);
            assertThat(dialsWhileNobodyAnswers(rig, 600 * MINUTE).get(there)).hasSizeBetween(50, 100);
        }
    }

    @Test
    void aPeerThatSaysItListensAtAServicesPortStaysAGuest() {
        try (SwarmRig rig = SwarmRig.leech(2, 1)) {
            HandPeer guest = rig.comes(VICTIM, 50_000, true);
            guest.says(new ExtendedHandshake(
                            new TreeMap<>(),
                            OptionalInt.of(25),
                            Optional.empty(),
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            OptionalInt.empty())
                    .toMessage());
            guest.leaves();
            rig.pass(MINUTE);
            assertThat(rig.dialled()).isEmpty();
        }
    }
}
