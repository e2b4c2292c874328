package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs to have nothing to do. */
class IdleTest {
    private static final int CROWD = 50;

    private static SwarmRig seed() {
        BitSet all = new BitSet();
        all.set(0, 4);
        SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(4, 2 * CROWD));
        rig.timeline().post(new Event.Finished(rig.swarm()));
        return rig;
    }

    private static List<HandPeer> crowd(SwarmRig rig) {
        List<HandPeer> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone());
            crowd.add(peer);
        }
        rig.pass(5 * SwarmRig.SECOND);
        return crowd;
    }

    @Test
    void aSeedWithoutPeersIsWokenOnceInALongWhile() {
        try (SwarmRig rig = seed()) {
            rig.pass(120 * SwarmRig.SECOND);
            long before = rig.timeline().delivered();
            rig.pass(100 * SwarmRig.SECOND);
            assertThat(rig.timeline().delivered() - before).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void howManyWaitDoesNotSayHowOftenTheLoopIsWoken() {
        try (SwarmRig rig = seed()) {
            crowd(rig);
            long before = rig.timeline().delivered();
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(rig.timeline().delivered() - before).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void whoHearsNothingElseHearsThatWeAreThere() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> crowd = crowd(rig);
            crowd.forEach(peer -> peer.hears(Message.class));
            rig.pass(100 * SwarmRig.SECOND);
            assertThat(crowd).allSatisfy(peer -> assertThat(peer.hears(Message.KeepAlive.class))
                    .isNotEmpty());
        }
    }

    @Test
    void whatIsAskedForIsReadWithoutWaitingForATick() {
        try (SwarmRig rig = seed()) {
            List<HandPeer> crowd = crowd(rig);
            rig.pass(60 * SwarmRig.SECOND);
            HandPeer peer = crowd.getLast();
            peer.says(new Message.Interested(), new Message.Request(0, 0, SwarmRig.BLOCK));
            assertThat(peer.hears(Message.Block.class)).hasSize(1);
        }
    }
}
