package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.PeerRecord;
import io.github.enxame.engine.swarm.SwarmCheck;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A download goes on whatever peers do, as long as one of them serves. */
class StuckDownloadTest {
    private static final long MILLI = 1_000_000L;

    private static void unchokes(HandPeer peer) {
        peer.says(new Message.HaveAll(), new Message.Unchoke());
    }

    /** Answers what it is asked until nothing more is, with the right bytes. */
    private static void serves(HandPeer peer) {
        for (List<Message.Request> asked = peer.asked(); !asked.isEmpty(); asked = peer.asked()) {
            asked.forEach(request -> peer.says(peer.block(request, 0)));
        }
    }

    @Test
    void aRequestThatTheOnlyPeerDroppedIsMadeAgain() {
        try (SwarmRig rig = SwarmRig.leech(2, 2)) {
            HandPeer only = rig.comes();
            unchokes(only);
            List<Message.Request> asked = only.asked();
            assertThat(asked).hasSize(4);
            asked.subList(1, 4).forEach(request -> only.says(only.block(request, 0)));
            for (int time = 0; time < 3; time++) {
                rig.pass(60 * SwarmRig.SECOND);
                assertThat(only.asked()).contains(asked.getFirst());
            }
            only.says(only.block(asked.getFirst(), 0));
            assertThat(rig.swarm().holdings().complete()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void whoRefusesEverythingIsAskedNowAndThen() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer stubborn = rig.comes();
            unchokes(stubborn);
            int requests = 0;
            for (int i = 0; i < 10_000; i++) {
                for (Message.Request asked : stubborn.asked()) {
                    requests++;
                    stubborn.says(new Message.RejectRequest(asked.piece(), asked.begin(), asked.length()));
                }
                rig.pass(10 * MILLI);
            }
            assertThat(requests).isBetween(5, 100);
            for (int i = 0; i < 600 && !rig.swarm().holdings().complete(); i++) {
                serves(stubborn);
                rig.pass(100 * MILLI);
            }
            assertThat(rig.swarm().holdings().complete()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void aNearPeerThatOnlyChokesAndUnchokesDoesNotKeepTheOthersWaiting() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
            HandPeer near = rig.dialled().getFirst().opens().greets(rig.infoHash(), SwarmRig.id(7), true);
            unchokes(near);
            HandPeer far = rig.comes();
            unchokes(far);
            for (int i = 0; i < 400 && !rig.swarm().holdings().complete(); i++) {
                near.says(new Message.Choke());
                near.says(new Message.Unchoke());
                rig.pass(5 * MILLI);
                serves(far);
            }
            assertThat(rig.swarm().holdings().complete()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void silentPeersOfWhichMoreAndMoreComeDoNotHoldTheLastBlocks() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            for (int i = 0; i < 12; i++) {
                unchokes(rig.comes());
                rig.pass(SwarmRig.SECOND);
            }
            HandPeer honest = rig.comes();
            unchokes(honest);
            for (int i = 0; i < 200 && !rig.swarm().holdings().complete(); i++) {
                serves(honest);
                rig.pass(100 * MILLI);
            }
            assertThat(rig.swarm().holdings().complete()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void aBlockThatComesAfterAllCallsTheSecondRequestBack() {
        try (SwarmRig rig = SwarmRig.leech(1, 2)) {
            HandPeer slow = rig.comes();
            unchokes(slow);
            Message.Request asked = slow.asked().getFirst();
            slow.says(new Message.Choke());
            HandPeer other = rig.comes();
            unchokes(other);
            assertThat(other.hears(Message.Request.class)).contains(asked);
            slow.says(slow.block(asked, 0));
            assertThat(other.hears(Message.Cancel.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void piecesThatOneOfTwoSpoilsComeAllTheSame() {
        try (SwarmRig rig = SwarmRig.leech(8, 4)) {
            HandPeer honest = rig.comes();
            HandPeer poisoner = rig.comes();
            unchokes(honest);
            unchokes(poisoner);
            for (int i = 0; i < 400 && !rig.swarm().holdings().complete(); i++) {
                for (Message.Request request : honest.asked()) {
                    honest.says(honest.block(request, 0));
                    // The poisoner keeps pace, and spoils every piece that it has a part in.
                    poisoner.asked().stream().limit(1).forEach(spoilt -> poisoner.says(poisoner.block(spoilt, 1)));
                }
                poisoner.asked().forEach(spoilt -> poisoner.says(poisoner.block(spoilt, 1)));
                rig.pass(100 * MILLI);
            }
            assertThat(rig.swarm().holdings().complete()).isTrue();
            assertThat(rig.swarm().connections().book().records())
                    .filteredOn(PeerRecord::banned)
                    .extracting(PeerRecord::address)
                    .containsExactly(poisoner.remote());
            rig.requireSound();
        }
    }

    @Test
    void whoHasNothingAnyMoreIsOfNoInterest() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll());
            assertThat(peer.hears(Message.Interested.class)).hasSize(1);
            peer.says(new Message.HaveNone());
            assertThat(peer.hears(Message.NotInterested.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void whoSaysAgainAndAgainWhatItHasIsSentAway() {
        try (SwarmRig rig = SwarmRig.leech(16, 1)) {
            HandPeer peer = rig.comes();
            for (int i = 0; i < 100; i++) {
                peer.says(
                        new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) i, (byte) i})), new Message.HaveAll());
            }
            assertThat(peer.closed()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void everyOrderOfMessagesLeavesTheBooksRight() {
        try (SwarmRig rig = SwarmRig.leech(16, 2)) {
            Random random = new Random(5);
            for (int round = 0; round < 300; round++) {
                HandPeer peer = rig.comes("127.0.0.1", 10_000 + round, round % 3 != 0);
                for (int i = 0; i < 40 && !peer.closed(); i++) {
                    peer.says(anything(peer, random));
                }
                rig.pass(random.nextInt(200) * MILLI);
                assertThat(SwarmCheck.faults(rig.swarm())).as("round %d", round).isEmpty();
                if (random.nextBoolean() && !peer.closed()) {
                    peer.leaves();
                }
            }
            rig.requireSound();
        }
    }

    private static Message anything(HandPeer peer, Random random) {
        int piece = random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(16);
        int begin = random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(2) * SwarmRig.BLOCK;
        int length = random.nextInt(40) == 0 ? random.nextInt() : SwarmRig.BLOCK;
        List<Message.Request> asked = peer.hears(Message.Request.class);
        Message.Request request = asked.isEmpty()
                ? new Message.Request(random.nextInt(16), random.nextInt(2) * SwarmRig.BLOCK, SwarmRig.BLOCK)
                : asked.getFirst();
        return switch (random.nextInt(14)) {
            case 0 -> new Message.Choke();
            case 1, 2, 3 -> new Message.Unchoke();
            case 4 -> new Message.Interested();
            case 5 -> new Message.NotInterested();
            case 6 -> new Message.Have(piece);
            case 7 -> new Message.HaveAll();
            case 8 ->
                new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) random.nextInt(), (byte) random.nextInt()}));
            case 9 -> new Message.Request(piece, begin, length);
            case 10 -> new Message.Cancel(piece, begin, length);
            case 11 -> new Message.RejectRequest(request.piece(), request.begin(), request.length());
            default -> peer.block(request, random.nextInt(50) == 0 ? 1 : 0);
        };
    }
}
