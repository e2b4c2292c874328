package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmCheck;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What peers say that they have before it is known what a magnet link leads to takes little space, and none is lost. */
class ClaimsTest {
    private static final int PIECES = 12;
    private static final int LONGEST = 1 << 18;
    private static final int MOST_KEPT = 8 << 20;

    private static Metainfo content() {
        return TwoEngines.torrent("notes.bin", new byte[PIECES * SwarmRig.BLOCK], SwarmRig.BLOCK);
    }

    private static ByteBuffer bits(int... bytes) {
        ByteBuffer bits = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            bits.put((byte) value);
        }
        return bits.flip();
    }

    /** A bitfield of this length that is neither empty nor full. */
    private static Message.Bitfield some(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = 0x55;
        return new Message.Bitfield(ByteBuffer.wrap(bytes));
    }

    @Test
    void whatPeersSaidCountsOnceTheInfoIsHere() {
        Metainfo metainfo = content();
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            HandPeer seed = rig.comes();
            seed.says(new Message.Bitfield(bits(0xff, 0xf0)));
            HandPeer half = rig.comes();
            half.says(new Message.Bitfield(bits(0xff, 0x00)), new Message.Have(9));
            HandPeer almost = rig.comes();
            almost.says(new Message.Bitfield(bits(0xff, 0xe0)));
            HandPeer wrong = rig.comes();
            wrong.says(new Message.Bitfield(bits(0xff, 0xff)));
            rig.swarm().fetching().supply(metainfo);
            rig.settle();
            assertThat(rig.swarm().connections().sessions())
                    .extracting(session -> session.progress() * PIECES)
                    .containsExactly(12.0, 9.0, 11.0);
            assertThat(wrong.closed()).as("it claims pieces that there are not").isTrue();
            assertThat(SwarmCheck.faults(rig.swarm())).isEmpty();
        }
    }

    @Test
    void aBitfieldLongerThanThatOfAnyTorrentIsNoBitfield() {
        try (SwarmRig rig = SwarmRig.named(content())) {
            HandPeer honest = rig.comes();
            honest.says(some(LONGEST));
            assertThat(honest.closed()).isFalse();
            HandPeer liar = rig.comes();
            liar.says(some(LONGEST + 1));
            assertThat(liar.closed()).isTrue();
        }
    }

    @Test
    void longClaimsAreNotKeptAllAndTheirPeersAreAskedAgain() {
        Metainfo metainfo = content();
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            rig.swarm().connect(SwarmRig.address("10.7.0.1", 6881));
            HandPeer honest = rig.dialled().getFirst();
            honest.opens().greets(rig.infoHash(), SwarmRig.id(9_000), true);
            honest.says(some(LONGEST));
            HandPeer small = rig.comes();
            small.says(new Message.Bitfield(bits(0xf0, 0x00)));
            List<HandPeer> hostile = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                HandPeer peer = rig.comes();
                if (i % 2 == 0) {
                    peer.says(some(LONGEST));
                } else {
                    peer.says(new Message.Have(0), new Message.Have((1 << 21) - 1));
                }
                hostile.add(peer);
                assertThat(rig.admission().claimedBytes()).isLessThanOrEqualTo(MOST_KEPT);
            }
            assertThat(hostile).noneMatch(HandPeer::closed);
            rig.swarm().fetching().supply(metainfo);
            rig.settle();
            assertThat(small.closed()).isFalse();
            assertThat(rig.swarm().connections().sessions())
                    .extracting(session -> session.progress() * PIECES)
                    .containsExactly(4.0);
            assertThat(rig.admission().claimedBytes()).isZero();
            assertThat(honest.closed()).isTrue();
            HandPeer again = rig.dialled().getFirst();
            again.opens().greets(rig.infoHash(), SwarmRig.id(9_000), true);
            again.says(new Message.Bitfield(bits(0xff, 0x00)));
            assertThat(rig.swarm().connections().sessions())
                    .extracting(session -> session.progress() * PIECES)
                    .containsExactly(4.0, 8.0);
            assertThat(SwarmCheck.faults(rig.swarm())).isEmpty();
        }
    }

    @Test
    void whoLeavesTakesItsClaimsAlong() {
        try (SwarmRig rig = SwarmRig.named(content())) {
            HandPeer peer = rig.comes();
            peer.says(some(1_000));
            assertThat(rig.admission().claimedBytes()).isEqualTo(1_000);
            peer.leaves();
            assertThat(rig.admission().claimedBytes()).isZero();
        }
    }
}
