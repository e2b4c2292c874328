package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Room;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let in where all torrents together have as many connections as there may be. */
class RoomTest {
    private static final int MOST = 20;

    private final Room room = new Room(MOST);

    private SwarmRig seed(int content) {
        return SwarmRig.seed(new byte[] {(byte) content}, room);
    }

    private static HandPeer wanting(SwarmRig rig, String host, int port) {
        HandPeer peer = rig.comes(host, port, true);
        if (!peer.closed()) {
            peer.says(new Message.HaveNone(), new Message.Interested());
        }
        return peer;
    }

    private static List<HandPeer> wanting(SwarmRig rig, int count, String network) {
        List<HandPeer> peers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            peers.add(wanting(rig, network + i, 50_000));
        }
        return peers;
    }

    private static List<HandPeer> present(List<HandPeer> peers) {
        return peers.stream().filter(peer -> !peer.closed()).toList();
    }

    @Test
    void aHostWithManyConnectionsMakesRoomForOthersAndNotForItself() {
        try (SwarmRig rig = seed(1)) {
            List<HandPeer> crowd = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                crowd.add(wanting(rig, "10.2.0.1", 10_000 + i));
            }
            assertThat(crowd).noneMatch(HandPeer::closed);
            assertThat(wanting(rig, "10.2.0.1", 20_000).closed()).isTrue();
            assertThat(wanting(rig, "10.3.0.1", 20_000).closed()).isFalse();
            assertThat(present(crowd)).hasSize(MOST - 1);
            assertThat(room.taken()).isEqualTo(MOST);
            rig.requireSound();
        }
    }

    @Test
    void aTorrentThatManyWantLeavesHalfOfTheRoomToAnother() {
        try (SwarmRig popular = seed(1);
                SwarmRig other = seed(2)) {
            List<HandPeer> many = wanting(popular, MOST, "10.2.0.");
            List<HandPeer> late = wanting(other, MOST, "10.3.0.");
            assertThat(present(late)).hasSize(MOST / 2);
            assertThat(present(many)).hasSize(MOST / 2);
            assertThat(room.taken()).isEqualTo(MOST);
            popular.requireSound();
            other.requireSound();
        }
    }

    @Test
    void whoBringsOrTakesNothingGoesFirst() {
        try (SwarmRig popular = seed(1);
                SwarmRig other = seed(2)) {
            List<HandPeer> ofUse = wanting(popular, MOST - 2, "10.2.0.");
            HandPeer idle = popular.comes("10.4.0.1", 50_000, true);
            idle.says(new Message.HaveNone());
            popular.pass(60 * SwarmRig.SECOND);
            other.pass(60 * SwarmRig.SECOND);
            HandPeer wants = wanting(other, "10.3.0.1", 50_000);
            assertThat(room.taken()).isEqualTo(MOST);
            assertThat(wanting(other, "10.3.0.2", 50_000).closed()).isFalse();
            assertThat(idle.closed()).isTrue();
            assertThat(wants.closed()).isFalse();
            assertThat(ofUse).noneMatch(HandPeer::closed);
        }
    }

    @Test
    void whoLeavesMakesRoom() {
        try (SwarmRig rig = seed(1)) {
            List<HandPeer> all = wanting(rig, MOST, "10.2.0.");
            assertThat(wanting(rig, "10.3.0.1", 50_000).closed()).isTrue();
            all.getFirst().leaves();
            assertThat(room.taken()).isEqualTo(MOST - 1);
            assertThat(wanting(rig, "10.3.0.1", 50_000).closed()).isFalse();
        }
    }

    @Test
    void aTorrentThatHasItsShareDialsNobodyWhileThereIsNoRoom() {
        try (SwarmRig full = seed(1);
                SwarmRig starved = seed(2)) {
            wanting(full, MOST, "10.2.0.");
            full.swarm().connect(SwarmRig.address("10.5.0.1", 6881));
            assertThat(full.dialled()).isEmpty();
            starved.swarm().connect(SwarmRig.address("10.5.0.1", 6881));
            assertThat(starved.dialled()).hasSize(1);
        }
    }
}
