package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.HandTrackers.Asked;
import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.wire.Handshake;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hybrid torrent has two info-hashes, and a swarm for each (BEP 52). */
class HybridSwarmTest {
    private static final InetAddress HERE = SwarmRig.address("10.9.9.9", 1).getAddress();
    private static final InetAddress PEER = SwarmRig.address("10.2.0.1", 1).getAddress();

    private final SwarmRig rig = SwarmRig.leech(hybrid());
    private final byte[] v1 = rig.swarm().subject().wireHashes().getFirst();
    private final byte[] v2 = rig.swarm().subject().wireHashes().getLast();

    @AfterEach
    void close() {
        rig.requireSound();
        rig.close();
    }

    private static Metainfo hybrid() {
        MetainfoBuilder builder = MetainfoBuilder.ofFile("notes.bin", 2 * SwarmRig.BLOCK)
                .pieceLength(SwarmRig.BLOCK)
                .version(MetainfoVersion.HYBRID)
                .trackers(List.of(List.of(URI.create("http://127.0.0.1:1/announce"))));
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.allocate(2 * SwarmRig.BLOCK));
        return builder.build(hasher.finish());
    }

    private Asked announced(byte[] infoHash) {
        return rig.trackers().asked().stream()
                .filter(asked -> Arrays.equals(asked.request().infoHash().bytes(), infoHash))
                .findFirst()
                .orElseThrow();
    }

    private HandPeer named(byte[] infoHash) {
        announced(infoHash).names(HERE, new PeerAddress(PEER, 4000));
        rig.settle();
        List<HandPeer> dialled = rig.dialled();
        assertThat(dialled).hasSize(1);
        return dialled.getFirst().opens();
    }

    @Test
    void itIsAnnouncedInBothSwarms() {
        assertThat(rig.trackers().asked()).hasSize(2);
        assertThat(announced(v1).request().event())
                .isEqualTo(announced(v2).request().event());
    }

    @Test
    void aPeerOfTheV1SwarmIsCalledByV1sInfoHashAndToldThatWeKnowV2s() {
        Handshake call = named(v1).greeting();
        assertThat(call.infoHash()).isEqualTo(v1);
        assertThat(call.hybrid()).isTrue();
    }

    @Test
    void aPeerOfTheV2SwarmAloneIsCalledByV2sInfoHash() {
        assertThat(named(v2).greeting().infoHash()).isEqualTo(v2);
    }

    @Test
    void aPeerOfBothSwarmsIsDialledOnceAndByV1sInfoHash() {
        HandPeer peer = named(v1);
        announced(v2).names(HERE, new PeerAddress(PEER, 4000));
        rig.settle();
        assertThat(rig.dialled()).isEmpty();
        assertThat(peer.greeting().infoHash()).isEqualTo(v1);
    }

    @Test
    void aCallByV1sInfoHashIsAnsweredByV2sIfThePeerTakesIt() {
        HandPeer peer = rig.knocks("10.3.0.1", 5000)
                .greets(Handshake.of(v1, SwarmRig.id(7)).ofHybrid());
        assertThat(peer.greeting().infoHash()).isEqualTo(v2);
        assertThat(peer.closed()).isFalse();
    }

    @Test
    void aCallIsAnsweredByItsOwnInfoHashIfThePeerSaysNothingOfTheOther() {
        for (byte[] called : List.of(v1, v2)) {
            HandPeer peer = rig.knocks("10.3.0.1", 5000).greets(Handshake.of(called, SwarmRig.id(called[0])));
            assertThat(peer.greeting().infoHash()).isEqualTo(called);
            assertThat(peer.closed()).isFalse();
        }
    }

    @Test
    void aCalledPeerMayAnswerByEitherInfoHash() {
        HandPeer peer = named(v1).greets(Handshake.of(v2, SwarmRig.id(7)).ofHybrid());
        assertThat(peer.closed()).isFalse();
        assertThat(rig.swarm().connections().sessions()).hasSize(1);
    }

    @Test
    void aTrackerThatDoesNotListTheV2SwarmStillAnswers() {
        announced(v1).names(HERE);
        announced(v2).done().accept(new AnnounceResult.Unreachable("nobody answers"));
        rig.settle();
        assertThat(rig.swarm().announcing().outcome())
                .hasValueSatisfying(said -> assertThat(said).contains("names 0 peers"));
    }
}
