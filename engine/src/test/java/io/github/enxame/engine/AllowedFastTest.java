package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.AllowedFastSet;
import io.github.enxame.protocol.wire.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for and given although a peer is choked (BEP 6). */
class AllowedFastTest {
    private static final int PIECES = 320;

    private static Message.Request request(int piece) {
        return new Message.Request(piece, 0, SwarmRig.BLOCK);
    }

    /** A seed with one slot, which somebody has. */
    private static SwarmRig busySeed(int pieces) {
        BitSet all = new BitSet();
        all.set(0, pieces);
        SwarmRig rig = new SwarmRig(pieces, 1, all, new SwarmLimits(1, 100));
        rig.comes().says(new Message.HaveNone(), new Message.Interested());
        return rig;
    }

    private static List<Integer> allowed(HandPeer peer) {
        return peer.hears(Message.AllowedFast.class).stream()
                .map(Message.AllowedFast::piece)
                .toList();
    }

    @Test
    void aChokedPeerThatHasNothingGetsItsSetOnceAndNothingElse() {
        try (SwarmRig rig = busySeed(PIECES)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone(), new Message.Interested());
            List<Integer> set = allowed(peer);
            Set<Integer> canonical = AllowedFastSet.of(peer.remote().getAddress(), rig.infoHash(), PIECES, 10);
            assertThat(set).containsExactlyElementsOf(canonical);
            assertThat(peer.hears(Message.Unchoke.class)).isEmpty();
            int other = IntStream.range(0, PIECES)
                    .filter(i -> !set.contains(i))
                    .findFirst()
                    .orElseThrow();
            peer.says(request(other));
            assertThat(peer.hears(Message.RejectRequest.class)).hasSize(1);
            set.forEach(piece -> peer.says(request(piece)));
            assertThat(peer.hears(Message.Block.class)).hasSize(10);
            assertThat(peer.hears(Message.RejectRequest.class)).isEmpty();
            set.forEach(piece -> peer.says(request(piece)));
            assertThat(peer.hears(Message.Block.class)).isEmpty();
            assertThat(peer.hears(Message.RejectRequest.class)).hasSize(10);
            rig.requireSound();
        }
    }

    @Test
    void whoSaysAgainWhatItHasIsNotGivenTheSetAgain() {
        try (SwarmRig rig = busySeed(PIECES)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone(), new Message.HaveNone());
            assertThat(allowed(peer)).hasSize(10);
            peer.says(new Message.HaveNone());
            assertThat(allowed(peer)).isEmpty();
        }
    }

    @Test
    void whoHasEnoughOrDoesNotKnowBep6IsAllowedNothing() {
        try (SwarmRig rig = busySeed(PIECES)) {
            HandPeer rich = rig.comes();
            rich.says(new Message.HaveAll());
            HandPeer old = rig.comes("10.9.0.1", 50_000, false);
            old.says(new Message.Interested());
            assertThat(allowed(rich)).isEmpty();
            assertThat(allowed(old)).isEmpty();
        }
        try (SwarmRig small = busySeed(15)) {
            HandPeer peer = small.comes();
            peer.says(new Message.HaveNone());
            assertThat(allowed(peer)).isEmpty();
        }
    }

    @Test
    void whatAChokedPeerWasAllowedStandsWhenItIsChoked() {
        BitSet all = new BitSet();
        all.set(0, PIECES);
        try (SwarmRig rig = new SwarmRig(PIECES, 1, all, new SwarmLimits(1, 100))) {
            HandPeer first = rig.comes();
            first.says(new Message.HaveNone(), new Message.Interested());
            List<Integer> set = allowed(first);
            assertThat(first.hears(Message.Unchoke.class)).hasSize(1);
            rig.comes().says(new Message.Interested());
            rig.pass(60 * SwarmRig.SECOND);
            assertThat(first.hears(Message.Choke.class)).isNotEmpty();
            first.hears(Message.Unchoke.class);
            set.forEach(piece -> first.says(request(piece)));
            assertThat(first.hears(Message.Block.class)).hasSize(set.size());
            rig.requireSound();
        }
    }

    @Test
    @Timeout(30)
    void overRealSocketsAChokedPeerGetsWhatItIsAllowed(@TempDir Path folder) throws Exception {
        Metainfo metainfo = TwoEngines.content(folder, "notes.bin", 32 * SwarmRig.BLOCK, SwarmRig.BLOCK);
        byte[] infoHash = metainfo.infoHash().truncated().bytes();
        try (Engine seed = Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .serving(1))) {
            seed.seed(metainfo, folder).completion().get(20, TimeUnit.SECONDS);
            try (SocketPeer first = new SocketPeer(seed, infoHash, 1);
                    SocketPeer second = new SocketPeer(seed, infoHash, 2)) {
                first.says(new Message.HaveNone(), new Message.Interested());
                first.hears(Message.Unchoke.class);
                second.says(new Message.Interested(), new Message.HaveNone());
                int piece = second.hears(Message.AllowedFast.class).piece();
                second.says(request(piece));
                Message.Block block = second.hears(Message.Block.class);
                assertThat(block.piece()).isEqualTo(piece);
                ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("notes.bin")));
                assertThat(block.data()).isEqualTo(content.slice(piece * SwarmRig.BLOCK, SwarmRig.BLOCK));
            }
        }
    }

    @Test
    void aLeechAsksAChokingPeerForWhatItAllowsOnly() {
        try (SwarmRig rig = SwarmRig.leech(PIECES, 1)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll());
            assertThat(peer.asked()).isEmpty();
            peer.says(new Message.AllowedFast(7), new Message.AllowedFast(-1), new Message.AllowedFast(PIECES));
            assertThat(peer.asked()).containsExactly(request(7));
            rig.requireSound();
            peer.says(new Message.Choke());
            assertThat(peer.asked()).isEmpty();
            peer.says(peer.block(request(7), 0));
            assertThat(rig.swarm().holdings().picker().verified().get(7)).isTrue();
            peer.says(new Message.AllowedFast(9));
            assertThat(peer.asked()).containsExactly(request(9));
            peer.says(new Message.RejectRequest(9, 0, SwarmRig.BLOCK));
            assertThat(peer.asked()).isEmpty();
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatAllowsEverythingIsNotRememberedForMoreThanItIsWorth() {
        try (SwarmRig rig = SwarmRig.leech(PIECES, 1)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone());
            List<Message> many = new ArrayList<>();
            for (int piece = 0; piece < PIECES; piece++) {
                many.add(new Message.AllowedFast(piece));
            }
            peer.says(many.toArray(Message[]::new));
            peer.says(new Message.Have(127), new Message.Have(128));
            assertThat(peer.asked()).containsExactly(request(127));
            rig.requireSound();
        }
    }
}
