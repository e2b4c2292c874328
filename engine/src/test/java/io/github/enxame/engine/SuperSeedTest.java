package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the first seed of a swarm gives each piece away once (BEP 16). */
class SuperSeedTest {
    private static final int PIECES = 64;

    /** How many pieces of one block a peer is shown ahead. */
    private static final int AHEAD = 16;

    private static SwarmRig seed(int pieces) {
        BitSet all = new BitSet();
        all.set(0, pieces);
        return new SwarmRig(pieces, 1, all, new SwarmLimits(4, 100, Rates.ofEngine(), true));
    }

    private static HandPeer leech(SwarmRig rig) {
        HandPeer peer = rig.comes();
        peer.says(new Message.HaveNone());
        return peer;
    }

    private static List<Integer> shown(HandPeer peer) {
        return peer.hears(Message.Have.class).stream().map(Message.Have::piece).toList();
    }

    private static Message.Request request(int piece) {
        return new Message.Request(piece, 0, SwarmRig.BLOCK);
    }

    @Test
    void eachPeerIsShownOtherPiecesAndGetsNothingElse() throws WireException {
        try (SwarmRig rig = seed(PIECES)) {
            HandPeer one = leech(rig);
            HandPeer two = leech(rig);
            ExtendedHandshake hello = ExtendedHandshake.decode(
                    one.hears(Message.Extended.class).getFirst().payload());
            assertThat(hello.uploadOnly()).isFalse();
            assertThat(one.hears(Message.HaveNone.class)).hasSize(1);
            assertThat(one.hears(Message.HaveAll.class)).isEmpty();
            List<Integer> first = shown(one);
            List<Integer> second = shown(two);
            assertThat(first).hasSize(AHEAD).doesNotContainAnyElementsOf(second);
            assertThat(second).hasSize(AHEAD);
            one.says(new Message.Interested(), request(first.getFirst()), request(second.getFirst()));
            assertThat(one.hears(Message.Block.class)).hasSize(1);
            assertThat(one.hears(Message.RejectRequest.class)).hasSize(1);
            assertThat(one.hears(Message.AllowedFast.class)).isEmpty();
            rig.requireSound();
        }
    }

    @Test
    void aPeerIsShownMoreWhenAnotherGotAPieceFromIt() {
        try (SwarmRig rig = seed(PIECES)) {
            HandPeer one = leech(rig);
            HandPeer two = leech(rig);
            List<Integer> first = shown(one);
            shown(two);
            one.says(new Message.Have(first.getFirst()));
            assertThat(shown(one)).isEmpty();
            two.says(new Message.Have(first.getFirst()));
            assertThat(shown(one)).hasSize(1).doesNotContainAnyElementsOf(first);
            assertThat(shown(two)).isEmpty();
            rig.requireSound();
        }
    }

    @Test
    void whatAPeerTookWithItIsShownToOthers() {
        try (SwarmRig rig = seed(2 * AHEAD)) {
            HandPeer one = leech(rig);
            HandPeer two = leech(rig);
            List<Integer> first = shown(one);
            shown(two).forEach(piece -> {
                two.says(new Message.Have(piece));
                one.says(new Message.Have(piece));
            });
            assertThat(shown(two))
                    .as("nothing is left that nobody has or was shown")
                    .isEmpty();
            one.says(new Message.Have(first.getFirst()));
            one.leaves();
            rig.pass(2 * SwarmRig.SECOND);
            assertThat(shown(two)).containsAll(first);
            rig.requireSound();
        }
    }

    @Test
    void whoReachesNobodyGetsEverythingAllTheSame() {
        try (SwarmRig rig = seed(PIECES)) {
            HandPeer alone = leech(rig);
            leech(rig);
            Set<Integer> got = new HashSet<>();
            for (int seconds = 0; got.size() < PIECES && seconds < 200; seconds++) {
                List<Integer> news = shown(alone);
                news.forEach(piece -> {
                    if (got.size() < PIECES - 1) {
                        alone.says(new Message.Have(piece));
                    }
                    got.add(piece);
                });
                rig.pass(SwarmRig.SECOND);
            }
            assertThat(got).hasSize(PIECES);
            rig.requireSound();
        }
    }

    @Test
    void itEndsWhenSomebodyElseHasEverything() {
        try (SwarmRig rig = seed(PIECES)) {
            HandPeer leech = leech(rig);
            List<Integer> before = shown(leech);
            rig.comes().says(new Message.HaveAll());
            List<Integer> all = new ArrayList<>(before);
            all.addAll(shown(leech));
            assertThat(all).hasSize(PIECES).doesNotHaveDuplicates();
            assertThat(rig.comes().hears(Message.HaveAll.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    @Timeout(60)
    void overRealSocketsTwoLeechesGetTheFileAndTheSeedSendsItAboutOnce(@TempDir Path folder) throws Exception {
        int length = 6_000_000;
        Metainfo metainfo = TwoEngines.content(folder.resolve("there"), "notes.bin", length, 64 << 10);
        try (Engine seed = Engine.open(EngineSettings.standard()
                        .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .superSeeding(true));
                Engine one = TwoEngines.engine();
                Engine two = TwoEngines.engine()) {
            Torrent sharing = seed.seed(metainfo, folder.resolve("there"));
            sharing.completion().get(20, TimeUnit.SECONDS);
            Torrent first = one.download(metainfo, folder.resolve("one"));
            Torrent second = two.download(metainfo, folder.resolve("two"));
            first.connect(two.address());
            second.connect(seed.address());
            first.connect(seed.address());
            first.completion().get(40, TimeUnit.SECONDS);
            second.completion().get(40, TimeUnit.SECONDS);
            assertThat(sharing.snapshot().bytesUp()).isBetween((long) length, length * 3L / 2);
        }
    }
}
