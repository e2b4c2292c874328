package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From where a swarm takes the addresses of peers. */
class PeerSourcesTest {
    private static final InetAddress OURSELVES = InetAddress.ofLiteral("203.0.113.5");
    private static final PeerAddress LISTED = new PeerAddress(InetAddress.ofLiteral("192.0.2.1"), 6881);
    private static final PeerAddress ANNOUNCED = new PeerAddress(InetAddress.ofLiteral("192.0.2.2"), 6881);

    static Metainfo metainfo(boolean isPrivate) {
        byte[] content = new byte[3 * SwarmRig.BLOCK];
        MetainfoBuilder builder = MetainfoBuilder.ofFile("notes.bin", content.length)
                .isPrivate(isPrivate)
                .trackers(List.of(List.of(URI.create("udp://tracker.example:6969/announce"))));
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(content));
        return builder.build(hasher.finish()).withPeers(List.of(LISTED));
    }

    private static List<String> dialled(SwarmRig rig) {
        rig.pass(SwarmRig.SECOND);
        return rig.dialled().stream().map(peer -> peer.remote().toString()).toList();
    }

    @Test
    void whoTheTorrentFileListsIsDialledBeforeATrackerAnswers() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(false))) {
            assertThat(dialled(rig)).containsExactly("/192.0.2.1:6881");
            rig.trackers().asked().getFirst().names(OURSELVES, ANNOUNCED);
            assertThat(dialled(rig)).containsExactly("/192.0.2.2:6881");
        }
    }

    @Test
    void peersOfAPrivateTorrentComeFromItsTrackersOnly() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(true))) {
            assertThat(dialled(rig)).isEmpty();
            rig.trackers().asked().getFirst().names(OURSELVES, ANNOUNCED);
            assertThat(dialled(rig)).containsExactly("/192.0.2.2:6881");
        }
    }

    @Test
    void whoIsNamedAmongThePeersByTheTrackerDoesNotDialItself() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(true))) {
            PeerAddress neighbour = new PeerAddress(OURSELVES, 6882);
            rig.trackers().asked().getFirst().names(OURSELVES, new PeerAddress(OURSELVES, 6881), neighbour);
            assertThat(dialled(rig)).containsExactly("/203.0.113.5:6882");
        }
    }

    private static List<AnnounceEvent> events(SwarmRig rig) {
        return rig.trackers().asked().stream()
                .map(asked -> asked.request().event())
                .toList();
    }

    @Test
    void aTorrentThatIsPausedAndGoesOnAsksNoSoonerThanItsTrackerAllows() {
        try (SwarmRig rig = SwarmRig.leech(metainfo(true))) {
            rig.trackers().asked().getFirst().names(OURSELVES, ANNOUNCED);
            assertThat(dialled(rig)).containsExactly("/192.0.2.2:6881");
            rig.swarm().life().pause();
            rig.settle();
            assertThat(events(rig)).containsExactly(AnnounceEvent.STARTED, AnnounceEvent.STOPPED);
            rig.trackers().asked().getLast().names(OURSELVES);
            rig.swarm().life().resume();
            rig.pass(50 * SwarmRig.SECOND);
            assertThat(events(rig)).hasSize(2);
            rig.pass(15 * SwarmRig.SECOND);
            assertThat(events(rig))
                    .containsExactly(AnnounceEvent.STARTED, AnnounceEvent.STOPPED, AnnounceEvent.STARTED);
        }
    }
}
