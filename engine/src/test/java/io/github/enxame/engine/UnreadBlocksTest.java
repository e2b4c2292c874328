package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that ask for blocks and take none, or that are many of few addresses, keep nobody else from being served. */
class UnreadBlocksTest {
    private static final int PIECES = 128;
    private static final int MOST_PER_PEER = (1 << 20) / SwarmRig.BLOCK;

    private static SwarmRig seed(int slots) {
        BitSet all = new BitSet();
        all.set(0, PIECES);
        return new SwarmRig(PIECES, 1, all, new SwarmLimits(slots, 200));
    }

    private static HandPeer asks(SwarmRig rig, String host, int port) {
        HandPeer peer = rig.comes(host, port, true);
        peer.says(new Message.HaveNone(), new Message.Interested());
        return peer;
    }

    private static List<HandPeer> unread(SwarmRig rig, int count, int hosts) {
        List<HandPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HandPeer peer = asks(rig, "10.2.0." + (1 + i % hosts), 10_000 + i).stopsReading();
            Message[] wanted = new Message[PIECES];
            for (int piece = 0; piece < PIECES; piece++) {
                wanted[piece] = request(piece);
            }
            peer.says(wanted);
            peers.add(peer);
        }
        return peers;
    }

    private static Message.Request request(int piece) {
        return new Message.Request(piece, 0, SwarmRig.BLOCK);
    }

    private static boolean isServed(HandPeer peer) {
        peer.says(request(7));
        return !peer.hears(Message.Block.class).isEmpty();
    }

    @Test
    void whoTakesNothingYieldsItsSlotToWhoWaits() {
        try (SwarmRig rig = seed(1)) {
            HandPeer unread = unread(rig, 1, 1).getFirst();
            HandPeer honest = asks(rig, "10.3.0.1", 50_000);
            assertThat(honest.hears(Message.Unchoke.class)).isEmpty();
            rig.pass(10 * SwarmRig.SECOND);
            assertThat(unread.hears(Message.Choke.class)).hasSize(1);
            assertThat(honest.hears(Message.Unchoke.class)).hasSize(1);
            assertThat(isServed(honest)).isTrue();
            // Alone it may have one, and takes up where it was when it reads again.
            honest.leaves();
            unread.readsAgain();
            assertThat(isServed(unread)).isTrue();
            unread.leaves();
            rig.requireSound();
        }
    }

    @Test
    void aNewcomerIsServedAtOnceThoughTheSlotsBelongToAFewAddresses() {
        try (SwarmRig rig = seed(8)) {
            List<HandPeer> crowd = unread(rig, 40, 5);
            HandPeer honest = asks(rig, "10.3.0.1", 50_000);
            assertThat(honest.hears(Message.Unchoke.class)).hasSize(1);
            // It keeps its slot from round to round.
            for (int second = 0; second < 40; second++) {
                assertThat(isServed(honest)).as("after %d s", second).isTrue();
                rig.pass(SwarmRig.SECOND);
            }
            assertThat(honest.hears(Message.Choke.class)).isEmpty();
            crowd.forEach(HandPeer::close);
            rig.pass(SwarmRig.SECOND);
            honest.leaves();
            rig.requireSound();
        }
    }

    @Test
    void fortyAddressesThatTakeNothingOrAskForNothingDelayANewcomerOnce() {
        try (SwarmRig rig = seed(8)) {
            unread(rig, 40, 40);
            HandPeer first = asks(rig, "10.3.0.1", 50_000);
            rig.pass(120 * SwarmRig.SECOND);
            assertThat(first.hears(Message.Unchoke.class)).isNotEmpty();
            HandPeer second = asks(rig, "10.3.0.2", 50_000);
            assertThat(second.hears(Message.Unchoke.class)).as("at once").hasSize(1);
            assertThat(isServed(second)).isTrue();
        }
    }

    @Test
    void whoChangesItsMindAgainAndAgainKeepsNobodyWaiting() {
        try (SwarmRig rig = seed(8)) {
            List<HandPeer> crowd = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                crowd.add(asks(rig, "10.2.0." + (1 + i % 5), 10_000 + i));
            }
            HandPeer honest = asks(rig, "10.3.0.1", 50_000);
            for (int second = 0; second < 40; second++) {
                for (HandPeer peer : crowd) {
                    peer.says(new Message.NotInterested(), new Message.Interested());
                }
                assertThat(isServed(honest)).as("after %d s", second).isTrue();
                rig.pass(SwarmRig.SECOND);
            }
        }
    }

    @Test
    void peersOfOneNetworkThatTakeNothingLeaveBuffersForOthersAndLoseTheirOwn() {
        try (SwarmRig rig = seed(100)) {
            List<HandPeer> crowd = unread(rig, 40, 1);
            int forUploads = rig.buffers().capacity() / 2;
            assertThat(crowd.size() * MOST_PER_PEER).isGreaterThan(forUploads);
            assertThat(rig.buffers().leased()).isBetween(forUploads / 2, forUploads / 2 + 1);
            HandPeer honest = asks(rig, "10.3.0.1", 50_000);
            assertThat(isServed(honest)).isTrue();
            rig.pass(12 * SwarmRig.SECOND);
            assertThat(crowd).filteredOn(HandPeer::closed).hasSizeGreaterThan(10);
            assertThat(rig.buffers().leased()).isLessThan(forUploads / 2 + 1);
            assertThat(isServed(honest)).isTrue();
        }
    }
}
