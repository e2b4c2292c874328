package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Neighbourhood;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.LocalAnnounce;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    private static final long MINUTE = 60 * SwarmRig.SECOND;

    private static Metainfo metainfo(boolean isPrivate) {
        byte[] content = new byte[3 * SwarmRig.BLOCK];
        MetainfoBuilder builder =
                MetainfoBuilder.ofFile("notes.bin", content.length).isPrivate(isPrivate);
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(content));
        return builder.build(hasher.finish());
    }

    private static List<Id20> ids(SwarmRig rig) {
        return rig.swarm().subject().wireHashes().stream().map(Id20::of).toList();
    }

    @Test
    void aSwarmIsAnnouncedAtOnceAndThenEveryFiveMinutes() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            rig.pass(SwarmRig.SECOND / 2);
            assertThat(rig.network().said()).containsExactly(ids(rig));
            rig.pass(5 * MINUTE - SwarmRig.SECOND);
            assertThat(rig.network().said()).isEmpty();
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.network().said()).containsExactly(ids(rig));
        }
    }

    @Test
    void inAnotherNetworkItIsAnnouncedAtOnce() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            rig.pass(MINUTE);
            rig.network().said();
            rig.network().listener().changed();
            rig.pass(SwarmRig.SECOND / 2);
            assertThat(rig.network().said()).containsExactly(ids(rig));
        }
    }

    @Test
    void aPausedSwarmIsAnnouncedWhenItGoesOn() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            rig.swarm().life().pause();
            rig.pass(6 * MINUTE);
            assertThat(rig.network().said()).isEmpty();
            rig.swarm().life().resume();
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.network().said()).containsExactly(ids(rig));
        }
    }

    @Test
    void whoIsInOurSwarmIsDialledAndNobodyElse() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            rig.network().listener().heard(SwarmRig.address("10.0.0.7", 1234), List.of(Id20.of(new byte[20])));
            rig.network().listener().heard(SwarmRig.address("10.0.0.8", 1234), ids(rig).reversed());
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.dialled()).singleElement().satisfies(peer -> assertThat(peer.remote())
                    .isEqualTo(SwarmRig.address("10.0.0.8", 1234)));
        }
    }

    @Test
    void aPrivateTorrentIsNeitherAnnouncedNorFound() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(true))) {
            rig.network().listener().heard(SwarmRig.address("10.0.0.8", 1234), ids(rig));
            rig.network().listener().changed();
            rig.pass(11 * MINUTE);
            assertThat(rig.network().said()).isEmpty();
            assertThat(rig.dialled()).isEmpty();
        }
    }

    @Test
    void manySwarmsShareDatagramsAndTheseLeaveAtABoundedRate() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            Neighbourhood crowded = new Neighbourhood(rig.world(), 6881);
            rig.pass(SwarmRig.SECOND);
            rig.network().said();
            for (int i = 0; i < 50 * LocalAnnounce.MAX_HASHES / ids(rig).size(); i++) {
                crowded.add(rig.swarm());
            }
            crowded.tick();
            crowded.tick();
            assertThat(rig.network().said())
                    .hasSize(5)
                    .allMatch(datagram -> datagram.size() == LocalAnnounce.MAX_HASHES);
            rig.pass(20 * SwarmRig.SECOND);
            crowded.tick();
            assertThat(rig.network().said())
                    .as("what was not used is not saved up")
                    .hasSize(5);
            int more = 0;
            for (int second = 0; second < 200; second++) {
                rig.pass(SwarmRig.SECOND);
                crowded.tick();
                int sent = rig.network().said().size();
                assertThat(sent).isLessThanOrEqualTo(1);
                more += sent;
            }
            assertThat(more).as("the rest of 50 datagrams").isEqualTo(40);
        }
    }
}
