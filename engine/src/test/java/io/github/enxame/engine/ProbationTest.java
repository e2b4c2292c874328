package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a peer that nothing is known of is trusted with. */
class ProbationTest {
    private static HandPeer stranger(SwarmRig rig) {
        HandPeer peer = rig.comes();
        peer.says(new Message.HaveAll(), new Message.Unchoke());
        return peer;
    }

    @Test
    void aPeerIsAskedForOneBlockUntilThatTurnsOutRight() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = stranger(rig);
            List<Message.Request> asked = peer.asked();
            assertThat(asked).hasSize(1);
            peer.says(peer.block(asked.getFirst(), 0));
            assertThat(peer.asked()).hasSizeGreaterThan(1);
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatSendsNothingButWrongBlocksWastesOne() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer liar = stranger(rig);
            List<Message.Request> asked = liar.asked();
            liar.says(liar.block(asked.getFirst(), 1));
            assertThat(liar.asked()).isEmpty();
            assertThat(liar.closed()).isTrue();
            assertThat(rig.swarm().holdings().refusedBlocks()).isEqualTo(1);
            rig.requireSound();
        }
    }

    @Test
    void aPeerFromFarIsAskedForWhatItsFirstTwoFlightsCarry() {
        try (SwarmRig rig = SwarmRig.leech(100, 1)) {
            rig.swarm().connect(SwarmRig.address("10.4.0.1", 6881));
            HandPeer peer = rig.dialled().getFirst().isAway(244_000_000);
            peer.opens()
                    .greets(rig.infoHash(), SwarmRig.id(1), true)
                    .says(new Message.HaveAll(), new Message.Unchoke());
            List<Message.Request> asked = peer.asked();
            assertThat(asked).hasSize(3);
            assertThat(peer.heldBack()).as("no second block is read").isTrue();
            rig.pass(400_000_000);
            peer.says(peer.block(asked.getFirst(), 0));
            assertThat(peer.heldBack()).isFalse();
            assertThat(peer.asked()).isNotEmpty();
        }
    }

    @Test
    void piecesOfManyBlocksAreAskedForAtOnce() {
        try (SwarmRig rig = SwarmRig.leech(2, 4)) {
            assertThat(stranger(rig).asked()).hasSizeGreaterThan(1);
        }
    }
}
