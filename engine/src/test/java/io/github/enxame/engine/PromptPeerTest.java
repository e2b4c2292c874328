package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Peers of which a tracker says that they have everything and take requests along with the handshake. */
class PromptPeerTest {
    private static final InetSocketAddress WHERE = SwarmRig.address("10.4.0.1", 6881);

    private static HandPeer named(SwarmRig rig) {
        named(rig, new PeerAddress(WHERE.getAddress(), WHERE.getPort()));
        return dialled(rig);
    }

    private static void named(SwarmRig rig, PeerAddress peer) {
        rig.swarm()
                .announced(
                        URI.create("http://tracker.example/announce"),
                        false,
                        new AnnounceResult.Announced(
                                new AnnounceReply.Peers(
                                        1_800, 0, 1, 0, List.of(peer), "", "", Optional.empty(), Set.of(peer)),
                                1));
    }

    private static HandPeer dialled(SwarmRig rig) {
        return rig.dialled().stream()
                .filter(peer -> peer.remote().equals(WHERE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isAskedBeforeItHasGreeted() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = named(rig).opens();
            assertThat(peer.hears(Message.HaveNone.class)).hasSize(1);
            assertThat(peer.hears(Message.Interested.class)).hasSize(1);
            List<Message.Request> asked = peer.asked();
            assertThat(asked).isNotEmpty();
            peer.greets(rig.infoHash(), SwarmRig.id(1), true).says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(peer.hears(Message.Interested.class)).isEmpty();
            peer.says(peer.block(asked.getFirst(), 0));
            assertThat(rig.swarm().holdings().verified(asked.getFirst().piece()))
                    .isTrue();
            assertThat(peer.asked()).hasSizeGreaterThan(1);
            rig.requireSound();
        }
    }

    @Test
    void isAskedAgainOnlyWhenItUnchokesIfItTookNoRequest() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = named(rig).opens();
            Message.Request first = peer.asked().getFirst();
            peer.greets(rig.infoHash(), SwarmRig.id(1), true)
                    .says(
                            new Message.HaveAll(),
                            new Message.RejectRequest(first.piece(), first.begin(), first.length()));
            rig.pass(20 * SwarmRig.SECOND);
            assertThat(peer.asked()).isEmpty();
            peer.says(new Message.Unchoke());
            assertThat(peer.asked()).isNotEmpty();
            rig.requireSound();
        }
    }

    @Test
    void areAskedForLittleAndOnlySomeAtOnce() {
        try (SwarmRig rig = SwarmRig.leech(100, 4)) {
            for (int i = 1; i <= 20; i++) {
                named(rig, new PeerAddress(SwarmRig.address("10.4.0." + i, 6881).getAddress(), 6881));
            }
            List<HandPeer> peers = rig.dialled();
            assertThat(peers).hasSize(20);
            List<Integer> asked =
                    peers.stream().map(peer -> peer.opens().asked().size()).toList();
            assertThat(asked).filteredOn(count -> count > 0).hasSize(8).containsOnly(1);
        }
    }

    @Test
    void isLeftWhenItTurnsOutToBeSomebodyElse() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = named(rig).opens();
            assertThat(peer.asked()).isNotEmpty();
            peer.greets(SwarmRig.id(9), SwarmRig.id(1), true);
            assertThat(peer.closed()).isTrue();
            assertThat(rig.swarm().connections().sessions()).isEmpty();
            rig.requireSound();
        }
    }

    @Test
    void isAskedTheUsualWayAfterItHungUpOnThat() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = named(rig).opens();
            peer.leaves();
            rig.pass(5 * SwarmRig.SECOND);
            HandPeer again = dialled(rig).opens();
            assertThat(again.asked()).isEmpty();
            again.greets(rig.infoHash(), SwarmRig.id(1), true).says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(again.asked()).isNotEmpty();
            rig.requireSound();
        }
    }

    @Test
    void isNotTrustedToHaveWhatItSaysItLacks() {
        try (SwarmRig rig = SwarmRig.leech(8, 1)) {
            HandPeer peer = named(rig).opens();
            List<Message.Request> asked = peer.asked();
            peer.greets(rig.infoHash(), SwarmRig.id(1), true).says(new Message.HaveNone());
            asked.forEach(request ->
                    peer.says(new Message.RejectRequest(request.piece(), request.begin(), request.length())));
            assertThat(peer.asked()).isEmpty();
            rig.requireSound();
        }
    }
}
