package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a peer is told which pieces are here (BEP 3). */
class OfferTest {
    private static final String RTORRENT = "-lt0D80-abcdefghijkl";
    private static final String ANOTHER = "-LT2080-abcdefghijkl";

    private static HandPeer comes(SwarmRig rig, String peerId, boolean enciphered) {
        HandPeer peer = rig.knocks("10.2.0.1", 50_000);
        if (enciphered) {
            peer.encrypted();
        }
        return peer.greets(rig.infoHash(), peerId.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    private static void assertOneMessage(HandPeer peer) {
        assertThat(peer.hears(Message.Bitfield.class)).hasSize(1);
        assertThat(peer.hears(Message.Have.class)).isEmpty();
    }

    @Test
    void rtorrent_is_told_each_piece_by_itself_where_it_cannot_decipher_a_bitfield() {
        try (SwarmRig rig = SwarmRig.seed(473)) {
            HandPeer peer = comes(rig, RTORRENT, true);
            assertThat(peer.hears(Message.Bitfield.class)).isEmpty();
            assertThat(peer.hears(Message.Have.class).stream().map(Message.Have::piece))
                    .containsExactlyElementsOf(IntStream.range(0, 473).boxed().toList());
            rig.requireSound();
        }
    }

    @Test
    void a_short_bitfield_is_one_message_for_rtorrent_too() {
        try (SwarmRig rig = SwarmRig.seed(472)) {
            assertOneMessage(comes(rig, RTORRENT, true));
        }
    }

    @Test
    void everybody_else_and_rtorrent_in_plain_hears_one_message() {
        try (SwarmRig rig = SwarmRig.seed(473)) {
            assertOneMessage(comes(rig, ANOTHER, true));
        }
        try (SwarmRig rig = SwarmRig.seed(473)) {
            assertOneMessage(comes(rig, RTORRENT, false));
        }
    }

    @Test
    void so_many_pieces_that_their_names_would_be_a_flood_are_one_message() {
        try (SwarmRig rig = SwarmRig.seed(16_385)) {
            assertOneMessage(comes(rig, RTORRENT, true));
        }
    }
}
