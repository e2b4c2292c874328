package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Admission;
import io.github.enxame.engine.swarm.PeerBook;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Many peers, or few that pretend to be many. */
class CrowdTest {
    private static Message listensAt(int port) {
        return new ExtendedHandshake(
                        new TreeMap<>(),
                        OptionalInt.of(port),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        OptionalInt.empty())
                .toMessage();
    }

    @Test
    void peersThatComeAndGoForEverKeepNobodyOut() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            for (int i = 0; i < PeerBook.MAX_RECORDS + 10; i++) {
                HandPeer guest = rig.comes("10.2.0.1", 10_000 + i, true);
                assertThat(guest.closed()).as("guest %d", i).isFalse();
                guest.says(listensAt(6881));
                guest.leaves();
                rig.comes("10.2.0.2", 10_000 + i, true).leaves();
            }
            assertThat(rig.swarm().connections().book().records()).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void addressesThatNeverAnswerMakeRoomForNewOnes() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            for (int i = 0; i < PeerBook.MAX_RECORDS; i++) {
                rig.swarm().connect(SwarmRig.address("10.3." + i / 250 + "." + i % 250, 6881));
            }
            for (int i = 0; i < 100; i++) {
                rig.dialled().forEach(HandPeer::refuses);
                rig.pass(100_000_000);
            }
            InetSocketAddress living = SwarmRig.address("10.4.0.1", 6881);
            rig.swarm().connect(living);
            assertThat(dialledWithin(rig, 20, living)).isTrue();
            assertThat(rig.swarm().connections().book().records()).hasSize(PeerBook.MAX_RECORDS);
        }
    }

    private static boolean dialledWithin(SwarmRig rig, int seconds, InetSocketAddress whom) {
        for (int i = 0; i < seconds; i++) {
            List<HandPeer> now = rig.dialled();
            if (now.stream().anyMatch(peer -> peer.remote().equals(whom))) {
                return true;
            }
            rig.pass(SwarmRig.SECOND);
            now.forEach(HandPeer::refuses);
        }
        return false;
    }

    @Test
    void everyKnownAddressIsDialledHoweverManyAreDead() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            int known = 600;
            for (int i = 0; i < known; i++) {
                rig.swarm().connect(SwarmRig.address("10.3." + i / 250 + "." + i % 250, 6881));
            }
            Set<InetSocketAddress> tried = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                List<HandPeer> under = rig.dialled();
                under.forEach(peer -> tried.add(peer.remote()));
                // As long as a dial to a host that drops packets takes.
                rig.pass(10 * SwarmRig.SECOND);
                under.forEach(HandPeer::refuses);
            }
            assertThat(tried).hasSize(known);
        }
    }

    @Test
    void oneHostGetsSoManyConnectionsAndThisMachineAsManyAsItWants() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            List<HandPeer> far = new ArrayList<>();
            List<HandPeer> near = new ArrayList<>();
            for (int i = 0; i < Admission.MAX_PER_HOST + 10; i++) {
                far.add(rig.comes("10.2.0.1", 10_000 + i, true));
                near.add(rig.comes("127.0.0.1", 10_000 + i, true));
            }
            assertThat(far).filteredOn(peer -> !peer.closed()).hasSize(Admission.MAX_PER_HOST);
            assertThat(near).noneMatch(HandPeer::closed);
            far.getFirst().leaves();
            assertThat(rig.comes("10.2.0.1", 20_000, true).closed()).isFalse();
        }
    }

    @Test
    void strangersOfOneHostWhoSayNothingLeaveRoomForOthers() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            List<HandPeer> silent = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                silent.add(rig.knocks("10.2.0.1", 10_000 + i));
            }
            assertThat(silent).filteredOn(peer -> !peer.closed()).hasSize(Admission.MAX_PER_HOST);
            assertThat(rig.comes().closed()).isFalse();
        }
    }

    @Test
    void aSeedKeepsNoSeeds() {
        BitSet all = new BitSet();
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(4, 10))) {
            List<HandPeer> seeds = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                HandPeer seed = rig.comes();
                seed.says(new Message.HaveAll());
                seeds.add(seed);
            }
            assertThat(seeds).allMatch(HandPeer::closed);
            HandPeer leech = rig.comes();
            leech.says(new Message.HaveNone());
            assertThat(leech.closed()).isFalse();
            rig.requireSound();
        }
    }

    @Test
    void aSeedDialsWhoMayLackSomethingAndNoSeedTwice() {
        BitSet all = new BitSet();
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(4, 10))) {
            rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
            HandPeer seed = rig.dialled().getFirst();
            seed.opens().greets(rig.infoHash(), SwarmRig.id(1), true).says(new Message.HaveAll());
            assertThat(seed.closed()).isTrue();
            rig.pass(100 * SwarmRig.SECOND);
            assertThat(rig.dialled()).isEmpty();
        }
    }

    @Test
    void aLeechFullOfPeersThatHaveNothingStillGetsToTheSeed() {
        try (SwarmRig rig = new SwarmRig(4, 1, new BitSet(), new SwarmLimits(4, 10))) {
            List<HandPeer> idle = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                HandPeer peer = rig.comes();
                peer.says(new Message.HaveNone());
                idle.add(peer);
            }
            rig.pass(60 * SwarmRig.SECOND);
            InetSocketAddress seed = SwarmRig.address("10.4.0.1", 6881);
            rig.swarm().connect(seed);
            assertThat(rig.dialled()).anyMatch(peer -> peer.remote().equals(seed));
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatIsOfUseIsNotSentAwayForAStranger() {
        try (SwarmRig rig = new SwarmRig(4, 1, new BitSet(), new SwarmLimits(4, 10))) {
            List<HandPeer> useful = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                HandPeer peer = rig.comes();
                peer.says(i % 2 == 0 ? new Message.HaveAll() : new Message.Interested());
                useful.add(peer);
            }
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(rig.comes().closed()).isTrue();
            assertThat(useful).noneMatch(HandPeer::closed);
        }
    }

    @Test
    void whoBorrowsThePeerIdOfAnotherDoesNotPushItOut() {
        // Of crossing dials, ids smaller and larger than ours decide in opposite ways.
        for (int id : new int[] {7, 40_000}) {
            try (SwarmRig rig = SwarmRig.leech(4, 1)) {
                rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
                HandPeer honest = rig.dialled().getFirst();
                honest.opens().greets(rig.infoHash(), SwarmRig.id(id), true);
                HandPeer thief = rig.knocks("10.2.0.1", 9_999).greets(rig.infoHash(), SwarmRig.id(id), true);
                assertThat(honest.closed()).isFalse();
                assertThat(thief.closed()).isTrue();
            }
        }
    }

    @Test
    void aLinkThatBlocksAreOnTheirWayOnIsNotGivenUpForACrossingOne() {
        for (int id : new int[] {7, 40_000}) {
            try (SwarmRig rig = SwarmRig.leech(4, 4)) {
                rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
                HandPeer warm = rig.dialled().getFirst();
                warm.opens().greets(rig.infoHash(), SwarmRig.id(id), true);
                warm.says(new Message.HaveAll(), new Message.Unchoke());
                assertThat(warm.asked()).isNotEmpty();
                HandPeer cold = rig.knocks("10.4.0.1", 9_999).greets(rig.infoHash(), SwarmRig.id(id), true);
                assertThat(warm.closed()).isFalse();
                assertThat(cold.closed()).isTrue();
                rig.requireSound();
            }
        }
    }

    @Test
    void whoIsBannedDoesNotComeBackThroughAnotherPort() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer liar = rig.comes("127.0.0.1", 10_000, true);
            liar.says(listensAt(6999), new Message.HaveAll(), new Message.Unchoke());
            liar.says(liar.block(liar.asked().getFirst(), 1));
            assertThat(liar.closed()).isTrue();
            HandPeer again = rig.comes("127.0.0.1", 10_001, true);
            again.says(listensAt(6999));
            assertThat(again.closed()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatKnowsNothingModernIsGreetedAtOnce() {
        try (SwarmRig rig = new SwarmRig(4, 1, new BitSet(), new SwarmLimits(1, 10))) {
            rig.comes().says(new Message.Interested());
            HandPeer old = rig.comes("10.2.0.1", 9_999, false);
            assertThat(old.greeted()).isTrue();
        }
    }

    @Test
    void oneHostIsNotFloodedWithDialsHoweverManyPortsAreNamed() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            for (int i = 0; i < 1_000; i++) {
                rig.swarm().connect(SwarmRig.address("10.4.0.1", 1_000 + i));
            }
            rig.swarm().connect(InetSocketAddress.createUnresolved("no.such.host.invalid", 6881));
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.dialled()).hasSize(Admission.MAX_PER_HOST + 1);
        }
    }

    @Test
    void ourOwnEchoIsNotAPeer() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer self = rig.knocks("10.2.0.1", 9_999).greets(rig.infoHash(), SwarmRig.OURS, true);
            assertThat(self.greeted()).isTrue();
            self.leaves();
            HandPeer stray = rig.knocks("10.2.0.2", 9_999).greets(SwarmRig.id(5), SwarmRig.id(9), true);
            assertThat(stray.closed()).isTrue();
            assertThat(rig.swarm().connections().sessions()).isEmpty();
        }
    }

    @Test
    void ourOwnAddressIsNotDialledAgain() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
            rig.pass(SwarmRig.SECOND);
            HandPeer echo = rig.dialled().getFirst().opens().greets(rig.infoHash(), SwarmRig.OURS, true);
            assertThat(echo.closed()).isTrue();
            rig.pass(600 * SwarmRig.SECOND);
            assertThat(rig.dialled()).isEmpty();
        }
    }

    @Test
    void whoBorrowsOurIdToHoldLinksOpenHoldsFew() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            int open = 0;
            for (int i = 0; i < 20; i++) {
                HandPeer liar = rig.knocks("10.2.0." + i, 9_999).greets(rig.infoHash(), SwarmRig.OURS, true);
                liar.says(liar.block(new Message.Request(0, 0, SwarmRig.BLOCK), 1));
                open += liar.closed() ? 0 : 1;
            }
            assertThat(open).isEqualTo(8);
            rig.requireSound();
        }
    }
}
