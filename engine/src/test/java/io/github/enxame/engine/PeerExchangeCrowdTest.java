package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.PexMessage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Peer exchange among so many that telling all of all at once would hold everything else up (BEP 11). */
class PeerExchangeCrowdTest {
    private static final int THEIR_PEX = 8;
    private static final int CROWD = 120;

    private final BitSet all = new BitSet();

    private static Message hello() {
        ExtendedHandshake bare = ExtendedHandshake.of(Map.of());
        return new ExtendedHandshake(
                        new TreeMap<>(Map.of(PexMessage.NAME, THEIR_PEX)),
                        OptionalInt.of(6881),
                        bare.client(),
                        bare.requestQueue(),
                        Optional.empty(),
                        bare.ipv4(),
                        bare.ipv6(),
                        false,
                        OptionalInt.empty())
                .toMessage();
    }

    private static long told(List<HandPeer> crowd) {
        return crowd.stream()
                .filter(peer -> peer.hears(Message.Extended.class).stream().anyMatch(said -> said.id() == THEIR_PEX))
                .count();
    }

    @Test
    void aCrowdIsToldByAndByAndNobodyTwiceOfTheSame() {
        all.set(0, 4);
        try (SwarmRig rig = new SwarmRig(4, 1, all, new SwarmLimits(4, 2 * CROWD))) {
            List<HandPeer> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                HandPeer peer = rig.comes();
                peer.says(hello(), new Message.HaveNone(), new Message.Interested());
                crowd.add(peer);
            }
            rig.pass(100_000_000);
            assertThat(told(crowd)).isEqualTo(50);
            rig.pass(SwarmRig.SECOND);
            assertThat(told(crowd)).isEqualTo(CROWD - 50);
            // A hundred of the 119 others, fifty in each message.
            rig.pass(67 * SwarmRig.SECOND);
            assertThat(told(crowd)).isEqualTo(CROWD);
            rig.pass(300 * SwarmRig.SECOND);
            assertThat(told(crowd)).as("nothing has changed").isZero();
            crowd.getFirst().leaves();
            rig.pass(2 * SwarmRig.SECOND);
            assertThat(told(crowd)).as("those who knew who has left").isBetween(60L, 119L);
        }
    }
}
