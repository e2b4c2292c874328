package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What peers ask of us, and in what order. */
class UploadTest {
    private static final Message.Request FIRST = new Message.Request(0, 0, SwarmRig.BLOCK);

    @Test
    void whoAsksWithoutBeingInterestedTakesASlotLikeAnybody() {
        BitSet all = new BitSet();
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(2, 100))) {
            List<HandPeer> peers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                peers.add(rig.comes());
            }
            peers.forEach(peer -> peer.says(FIRST));
            assertThat(peers)
                    .filteredOn(peer -> !peer.hears(Message.Block.class).isEmpty())
                    .hasSize(2);
            rig.requireSound();
        }
    }

    @Test
    void aRequestThatIsTakenBackOrChokedWhileItIsReadIsNotAnswered() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.Interested(), FIRST, new Message.Cancel(0, 0, SwarmRig.BLOCK), FIRST, FIRST);
            assertThat(peer.hears(Message.Block.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void whileNobodyAsksForAnythingASeedIsLookedAfterEachFewSeconds() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            rig.timeline().post(new Event.Finished(rig.swarm()));
            peer.says(new Message.HaveNone(), new Message.Interested());
            assertThat(rig.swarm().restUntilNanos() - rig.timeline().nanos())
                    .as("after something has happened")
                    .isLessThanOrEqualTo(1_000_000_000L);
            rig.pass(3 * SwarmRig.SECOND);
            assertThat(rig.swarm().restUntilNanos() - rig.timeline().nanos()).isBetween(1L, 5 * SwarmRig.SECOND);
            peer.says(FIRST);
            assertThat(peer.hears(Message.Block.class))
                    .as("at once all the same")
                    .hasSize(1);
        }
    }

    @Test
    void whoFoundNoBufferIsServedSoonAfterThereIsOne() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            rig.timeline().post(new Event.Finished(rig.swarm()));
            peer.says(new Message.HaveNone(), new Message.Interested());
            rig.pass(1_000_000_000);
            List<ByteBuffer> taken = new ArrayList<>();
            while (rig.buffers().leased() < rig.buffers().capacity() / 2) {
                taken.add(rig.buffers().tryLease());
            }
            peer.says(FIRST);
            assertThat(peer.hears(Message.Block.class)).isEmpty();
            taken.forEach(rig.buffers()::release);
            rig.pass(200_000_000);
            assertThat(peer.hears(Message.Block.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void whoBeginsToWantSomethingWaitsBehindThoseWhoWaitAlready() {
        BitSet all = new BitSet();
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(1, 100))) {
            HandPeer early = rig.comes();
            HandPeer served = rig.comes();
            served.says(new Message.Interested(), FIRST);
            HandPeer waits = rig.comes();
            waits.says(new Message.Interested());
            rig.pass(1_000_000_000);
            early.says(new Message.Interested());
            served.says(new Message.NotInterested());
            waits.says(FIRST);
            early.says(FIRST);
            assertThat(waits.hears(Message.Block.class)).hasSize(1);
            assertThat(early.hears(Message.Block.class)).isEmpty();
        }
    }

    @Test
    void requestsThatNobodyMayMakeEndTheLinkAndNothingElse() {
        for (Message.Request wrong : List.of(
                new Message.Request(-1, 0, 1),
                new Message.Request(4, 0, 1),
                new Message.Request(0, -1, 1),
                new Message.Request(0, 0, 0),
                new Message.Request(0, 0, -1),
                new Message.Request(0, 1, SwarmRig.BLOCK),
                new Message.Request(0, Integer.MAX_VALUE, Integer.MAX_VALUE),
                new Message.Request(0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                new Message.Request(3, SwarmRig.BLOCK, 1))) {
            try (SwarmRig rig = SwarmRig.seed(4)) {
                HandPeer peer = rig.comes();
                peer.says(new Message.Interested(), wrong, FIRST);
                assertThat(peer.closed()).as("%s", wrong).isTrue();
                assertThat(peer.hears(Message.Block.class)).isEmpty();
                rig.requireSound();
            }
        }
    }

    @Test
    void whatLiesTogetherIsReadTogetherAndAllOfItIsAnsweredInTheOrderAskedFor() {
        BitSet all = new BitSet();
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 64, all, new SwarmLimits(4, 100))) {
            HandPeer peer = rig.comes();
            List<Message.Request> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(new Message.Request(1, i * SwarmRig.BLOCK, SwarmRig.BLOCK));
            }
            asked.add(new Message.Request(2, 0, SwarmRig.BLOCK));
            asked.add(new Message.Request(2, 2 * SwarmRig.BLOCK, SwarmRig.BLOCK));
            asked.add(new Message.Request(2, 3 * SwarmRig.BLOCK, 100));
            asked.add(new Message.Request(2, 3 * SwarmRig.BLOCK + 100, 100));
            List<Message> said = new ArrayList<>(asked);
            said.addFirst(new Message.Interested());
            peer.says(said.toArray(Message[]::new));
            assertThat(rig.store().reads()).containsExactly(16, 16, 8, 1, 3);
            assertThat(peer.hears(Message.Block.class))
                    .extracting(block -> new Message.Request(
                            block.piece(), block.begin(), block.data().remaining()))
                    .isEqualTo(asked);
            rig.requireSound();
        }
    }

    @Test
    void requestsBeyondTheLimitAreRefusedAndThenThePeerIsHungUpOn() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            Message[] many = new Message[2_301];
            many[0] = new Message.Interested();
            for (int i = 1; i < many.length; i++) {
                many[i] = new Message.Request(0, i, 1);
            }
            peer.says(many);
            assertThat(peer.hears(Message.RejectRequest.class)).hasSize(300);
            assertThat(peer.hears(Message.Block.class)).hasSize(2_000);
            assertThat(peer.closed()).isFalse();
            many[0] = new Message.Request(1, 0, 2 * SwarmRig.BLOCK);
            peer.says(many);
            assertThat(peer.closed()).isTrue();
            rig.pass(SwarmRig.SECOND);
            rig.requireSound();
        }
    }
}
