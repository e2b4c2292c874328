package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.PeerPriority;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is dialled and kept where there is not room for all (BEP 40). */
class RankingTest {
    private static final InetSocketAddress OURSELVES =
            new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 6881);
    private static final int LIMIT = 3;

    private static Metainfo metainfo() {
        byte[] content = new byte[3 * SwarmRig.BLOCK];
        MetainfoBuilder builder = MetainfoBuilder.ofFile("notes.bin", content.length)
                .trackers(List.of(List.of(URI.create("udp://tracker.example:6969/announce"))));
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(content));
        return builder.build(hasher.finish());
    }

    private static SwarmRig rig() {
        return SwarmRig.leech(metainfo(), new SwarmLimits(4, LIMIT));
    }

    private static long priority(InetSocketAddress peer) {
        return PeerPriority.of(OURSELVES, peer);
    }

    /** Hosts of different networks, those that the priority prefers first. */
    private static List<InetSocketAddress> ranked(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SwarmRig.address("10." + i + ".0.1", 6881))
                .sorted(Comparator.comparingLong(RankingTest::priority).reversed())
                .toList();
    }

    private static HandPeer comes(SwarmRig rig, InetSocketAddress from) {
        return rig.comes(from.getAddress().getHostAddress(), from.getPort(), true);
    }

    private static Message sees(InetAddress you) {
        return new ExtendedHandshake(
                        new TreeMap<>(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.of(you),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        OptionalInt.empty())
                .toMessage();
    }

    @Test
    void ofMoreThanThereIsRoomForThoseOfHighestPriorityAreDialled() {
        try (SwarmRig rig = rig()) {
            List<InetSocketAddress> ranked = ranked(20);
            List<InetSocketAddress> named = new ArrayList<>(ranked);
            named.sort(Comparator.comparing(Object::toString));
            rig.trackers()
                    .asked()
                    .getFirst()
                    .names(
                            OURSELVES.getAddress(),
                            named.stream()
                                    .map(peer -> new PeerAddress(peer.getAddress(), peer.getPort()))
                                    .toArray(PeerAddress[]::new));
            rig.settle();
            List<HandPeer> first = rig.dialled();
            assertThat(first).extracting(HandPeer::remote).isEqualTo(ranked.subList(0, LIMIT));
            first.forEach(HandPeer::refuses);
            rig.pass(100_000_000);
            assertThat(rig.dialled())
                    .as("whoever was not tried yet comes before all others")
                    .extracting(HandPeer::remote)
                    .isEqualTo(ranked.subList(LIMIT, 2 * LIMIT));
        }
    }

    @Test
    void whenItIsFullWhoComesReplacesAPeerOfLessPriorityThatIsNotBusy() {
        try (SwarmRig rig = rig()) {
            rig.trackers().asked().getFirst().names(OURSELVES.getAddress());
            rig.settle();
            List<InetSocketAddress> ranked = ranked(6);
            HandPeer busy = comes(rig, ranked.get(5));
            busy.says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(busy.asked()).isNotEmpty();
            HandPeer lowest = comes(rig, ranked.get(4));
            HandPeer middle = comes(rig, ranked.get(2));
            lowest.says(new Message.Interested());
            middle.says(new Message.Interested());
            HandPeer newcomer = comes(rig, ranked.get(1));
            assertThat(lowest.closed()).isTrue();
            assertThat(newcomer.closed()).isFalse();
            newcomer.says(new Message.Interested());
            HandPeer tooLow = comes(rig, ranked.get(3));
            assertThat(tooLow.closed()).isTrue();
            HandPeer best = comes(rig, ranked.get(0));
            assertThat(best.closed()).isFalse();
            assertThat(middle.closed()).isTrue();
            assertThat(busy.closed()).isFalse();
            rig.requireSound();
        }
    }

    @Test
    void whileNobodySaysWhereWeAreNobodyIsReplaced() {
        try (SwarmRig rig = rig()) {
            List<InetSocketAddress> ranked = ranked(4);
            comes(rig, ranked.get(3)).says(new Message.Interested());
            comes(rig, ranked.get(2)).says(new Message.Interested(), sees(OURSELVES.getAddress()));
            comes(rig, ranked.get(1)).says(new Message.Interested());
            assertThat(comes(rig, ranked.get(0)).closed()).isTrue();
        }
    }

    @Test
    void whatOnePeerSaysOfWhereWeAreCountsWhenAnotherHostAgrees() {
        try (SwarmRig rig = rig()) {
            List<InetSocketAddress> ranked = ranked(4);
            HandPeer lowest = comes(rig, ranked.get(3));
            lowest.says(new Message.Interested(), sees(OURSELVES.getAddress()), sees(OURSELVES.getAddress()));
            HandPeer second = comes(rig, ranked.get(2));
            second.says(new Message.Interested());
            comes(rig, ranked.get(1)).says(new Message.Interested());
            assertThat(comes(rig, ranked.get(0)).closed()).isTrue();
            second.says(sees(OURSELVES.getAddress()));
            assertThat(comes(rig, ranked.get(0)).closed()).isFalse();
            assertThat(lowest.closed()).isTrue();
        }
    }

    @Test
    void peersAreToldWhereWeSeeThem() throws WireException {
        try (SwarmRig rig = rig()) {
            HandPeer peer = rig.comes("10.7.0.9", 50_000, true);
            ExtendedHandshake hello = ExtendedHandshake.decode(
                    peer.hears(Message.Extended.class).getFirst().payload());
            assertThat(hello.yourIp()).contains(InetAddress.ofLiteral("10.7.0.9"));
        }
    }
}
