package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Admission;
import io.github.enxame.engine.swarm.PendingConnections;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Newcomers get in however many connections a stranger holds open: who is silent goes, of the most crowded network first. */
class NewcomersTest {
    private static final int PER_TORRENT = 60;

    private static SwarmRig seed() {
        BitSet all = new BitSet();
        all.set(0);
        return new SwarmRig(1, 1, all, new SwarmLimits(4, PER_TORRENT));
    }

    /** So many connections that stay silent, before their handshake or after it. */
    private static List<HandPeer> silent(int count, IntFunction<HandPeer> comes) {
        List<HandPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(comes.apply(i));
        }
        return peers;
    }

    private static long open(List<HandPeer> peers) {
        return peers.stream().filter(peer -> !peer.closed()).count();
    }

    private static void everyNewcomerGetsIn(SwarmRig rig) {
        for (int i = 1; i <= 20; i++) {
            HandPeer honest = rig.comes("10.9.0." + i, 50_000, true);
            assertThat(honest.closed()).isFalse();
            assertThat(honest.greeted()).isTrue();
            honest.says(new Message.HaveNone(), new Message.Interested());
        }
    }

    @Test
    void fiveThousandSilentOnesOfOneAddressKeepNobodyOut() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> idle = silent(5_000, i -> rig.knocks("10.2.0.1", 1_024 + i));
            assertThat(open(idle)).isEqualTo(Admission.MAX_PER_HOST);
            everyNewcomerGetsIn(rig);
            rig.requireSound();
        }
    }

    @Test
    void fiveThousandSilentOnesOfManyAddressesKeepNobodyOut() {
        try (SwarmRig rig = seed()) {
            HandPeer slow = rig.knocks("10.9.1.1", 50_000);
            List<HandPeer> idle = silent(5_000, i -> rig.knocks("10.2.0." + (1 + i % 6), 1_024 + i));
            assertThat(open(idle)).isEqualTo(PendingConnections.MAX_PENDING - 1);
            everyNewcomerGetsIn(rig);
            // One that takes its time is not pushed out by the crowd of others.
            assertThat(slow.closed()).isFalse();
            assertThat(slow.greets(rig.infoHash(), SwarmRig.id(20_000), true).greeted())
                    .isTrue();
        }
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountTogether() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> idle = silent(300, i -> rig.knocks("2001:db8:0:1::" + Integer.toHexString(i + 1), 50_000));
            assertThat(open(idle)).isEqualTo(Admission.MAX_PER_HOST);
            HandPeer neighbour = rig.knocks("2001:db8:0:2::1", 50_000);
            silent(300, i -> rig.knocks("2001:db8:0:1:1::" + Integer.toHexString(i + 1), 50_000));
            assertThat(neighbour.closed()).isFalse();
            assertThat(open(silent(100, i -> rig.comes("2001:db8:0:3::" + Integer.toHexString(i + 1), 50_000, true))))
                    .as("greeted, of one network")
                    .isEqualTo(Admission.MAX_PER_HOST);
            everyNewcomerGetsIn(rig);
        }
    }

    @Test
    void whoGreetsAndStaysSilentMakesRoomAtOnce() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> greeted = silent(5 * 40, i -> rig.comes("10.2.0." + (1 + i % 5), 1_024 + i, true));
            assertThat(rig.swarm().connections().sessions()).hasSize(PER_TORRENT);
            everyNewcomerGetsIn(rig);
            // Those who want something stay, however many come after them.
            silent(200, i -> rig.comes("10.2.1." + (1 + i), 1_024, true));
            assertThat(rig.swarm().connections().sessions().stream().filter(session -> session.interested()))
                    .hasSize(20);
            assertThat(open(greeted)).isLessThan(PER_TORRENT);
            rig.requireSound();
        }
    }

    @Test
    void anotherOfACrowdedAddressTakesThePlaceOfASilentOneOnly() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> wanting = silent(Admission.MAX_PER_HOST, i -> {
                HandPeer peer = rig.comes("10.2.0.1", 1_024 + i, true);
                peer.says(new Message.HaveNone(), new Message.Interested());
                return peer;
            });
            assertThat(rig.comes("10.2.0.1", 9_000, true).closed()).isTrue();
            wanting.getFirst().says(new Message.NotInterested());
            assertThat(rig.comes("10.2.0.1", 9_001, true).closed()).isFalse();
            assertThat(wanting.getFirst().closed()).isTrue();
        }
    }

    @Test
    void aCrowdOfFewAddressesThatIsBusyMakesRoomForOthersAndNotForItself() {
        try (SwarmRig rig = seed()) {
            HandPeer early = rig.comes("10.9.1.1", 50_000, true);
            early.says(new Message.HaveNone(), new Message.Interested());
            List<HandPeer> crowd = silent(5 * 40, i -> {
                HandPeer peer = rig.comes("10.2.0." + (1 + i % 5), 1_024 + i, true);
                if (!peer.closed()) {
                    peer.says(new Message.HaveNone(), new Message.Interested());
                }
                return peer;
            });
            assertThat(open(crowd)).isEqualTo(PER_TORRENT - 1);
            HandPeer slow = rig.comes("10.9.1.2", 50_000, true);
            everyNewcomerGetsIn(rig);
            assertThat(early.closed()).isFalse();
            assertThat(open(crowd)).isEqualTo(PER_TORRENT - 22);
            for (int i = 0; i < 100; i++) {
                rig.comes("10.2.0." + (1 + i % 5), 30_000 + i, true);
            }
            assertThat(early.closed()).isFalse();
            // One that has not said what it wants is not pushed out by the crowd, however long it takes.
            rig.pass(20 * SwarmRig.SECOND);
            for (int i = 0; i < 100; i++) {
                rig.comes("10.2.0." + (1 + i % 5), 40_000 + i, true);
            }
            assertThat(slow.closed()).isFalse();
            assertThat(rig.swarm().connections().sessions().stream()
                            .filter(session -> session.link().remote().getPort() == 50_000))
                    .as("those of networks of their own")
                    .hasSize(22);
            rig.requireSound();
        }
    }

    @Test
    void networksOfAlikeManyConnectionsDoNotPushOutEachOther() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> wanting = silent(PER_TORRENT, i -> {
                HandPeer peer = rig.comes("10.2." + i / 3 + ".1", 1_024 + i, true);
                peer.says(new Message.HaveNone(), new Message.Interested());
                return peer;
            });
            assertThat(rig.comes("10.3.0.1", 50_000, true).closed()).isTrue();
            assertThat(open(wanting)).isEqualTo(PER_TORRENT);
        }
    }
}
