package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreException.Reason;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pieces that peers, or we, do not have any more (BEP 54). */
class LostPieceTest {
    /** How we want the message, and how the peers of this test do. */
    private static final int OUR_ID = 3;

    private static final int THEIR_ID = 9;
    private static final Message HELLO =
            ExtendedHandshake.of(Map.of(DontHave.NAME, THEIR_ID)).toMessage();

    private static Message lost(int piece) {
        return new DontHave(piece).toMessage(OUR_ID);
    }

    private static Message.Request request(int piece) {
        return new Message.Request(piece, 0, SwarmRig.BLOCK);
    }

    private static List<Integer> toldLost(HandPeer peer) {
        return peer.hears(Message.Extended.class).stream()
                .filter(message -> message.id() == THEIR_ID)
                .map(message -> {
                    try {
                        return DontHave.decode(message.payload()).piece();
                    } catch (WireException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void whatAPeerHasLostIsAskedOfOthers() {
        try (SwarmRig rig = SwarmRig.leech(3, 2)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll(), new Message.Unchoke());
            List<Message.Request> asked = peer.asked();
            int piece = asked.getFirst().piece();
            rig.requireSound();
            peer.says(lost(piece));
            rig.requireSound();
            assertThat(rig.swarm().holdings().picker().availability(piece)).isZero();
            assertThat(rig.swarm().holdings().picker().holders(piece * 2)).isZero();
            HandPeer other = rig.comes();
            other.says(new Message.HaveNone(), new Message.Have(piece), new Message.Unchoke());
            assertThat(other.asked()).isNotEmpty().allMatch(request -> request.piece() == piece);
            peer.says(new Message.Have(piece));
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatHasLostTheOnlyPieceWeWantIsNotInteresting() {
        try (SwarmRig rig = SwarmRig.leech(3, 1)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone(), new Message.Have(2));
            assertThat(peer.hears(Message.Interested.class)).hasSize(1);
            peer.says(lost(2), lost(2), lost(1));
            assertThat(peer.hears(Message.NotInterested.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void whoLosesWhatTheTorrentDoesNotHaveOrChangesItsMindForEverIsSentAway() {
        for (int piece : new int[] {-1, 3, Integer.MAX_VALUE}) {
            try (SwarmRig rig = SwarmRig.leech(3, 1)) {
                HandPeer peer = rig.comes();
                peer.says(lost(piece));
                assertThat(peer.closed()).as("piece %d", piece).isTrue();
            }
        }
        try (SwarmRig rig = SwarmRig.leech(3, 1)) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll());
            for (int i = 0; i < 20; i++) {
                peer.says(lost(1), new Message.Have(1));
            }
            assertThat(peer.closed()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void whatIsLostBeforeItIsKnownWhatThereIsCountsToo() {
        Metainfo metainfo = TwoEngines.torrent("notes.bin", new byte[3 * SwarmRig.BLOCK], SwarmRig.BLOCK);
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            HandPeer wrong = rig.comes();
            wrong.says(new Message.HaveAll(), lost(Integer.MAX_VALUE));
            assertThat(wrong.closed()).isTrue();
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll(), lost(1), lost(2), new Message.Have(2));
            rig.swarm().fetching().supply(metainfo);
            rig.settle();
            assertThat(peer.closed()).isFalse();
            assertThat(rig.swarm().holdings().picker().availability(0)).isEqualTo(1);
            assertThat(rig.swarm().holdings().picker().availability(1)).isZero();
            assertThat(rig.swarm().holdings().picker().availability(2)).isEqualTo(1);
            rig.requireSound();
        }
    }

    @Test
    void aPieceThatCannotBeReadIsTakenBackAndTheOthersAreServed() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer knowing = rig.comes();
            knowing.says(HELLO, new Message.HaveNone(), new Message.Interested());
            HandPeer unknowing = rig.comes("10.9.0.1", 50_000, false);
            unknowing.says(new Message.Interested());
            rig.store().loses(1, Reason.MEDIUM);
            knowing.says(request(0), request(1), request(2));
            knowing.says(request(1));
            assertThat(knowing.hears(Message.Block.class)).hasSize(2);
            assertThat(knowing.hears(Message.RejectRequest.class)).hasSize(2);
            assertThat(toldLost(knowing)).containsExactly(1);
            assertThat(unknowing.closed()).isTrue();
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Running.class);
            assertThat(rig.swarm().serving().trouble()).isPresent();
            HandPeer next = rig.comes();
            assertThat(next.hears(Message.HaveAll.class)).isEmpty();
            assertThat(next.hears(Message.Bitfield.class)).singleElement().satisfies(bits -> assertThat(bits.bits())
                    .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xb0})));
            rig.requireSound();
        }
    }

    @Test
    void aDiskThatGivesNothingBackEndsIt() {
        try (SwarmRig rig = SwarmRig.seed(40)) {
            HandPeer peer = rig.comes();
            peer.says(HELLO, new Message.HaveNone(), new Message.Interested());
            for (int piece = 0; piece < 20; piece++) {
                rig.store().loses(piece, Reason.MEDIUM);
                peer.says(request(piece));
            }
            assertThat(toldLost(peer)).hasSize(16);
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Failed.class);
        }
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            rig.store().loses(1, Reason.NO_PERMISSION);
            peer.says(new Message.Interested(), request(1));
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Failed.class);
        }
    }

    private static StoreException changed() {
        return new StoreException(Reason.CHANGED, "notes.bin changed", null);
    }

    private static BitSet pieces(int... pieces) {
        BitSet set = new BitSet();
        Arrays.stream(pieces).forEach(set::set);
        return set;
    }

    @Test
    void whatIsLeftOfFilesThatChangedIsServedAndTheRestOnceItIsRightAgain() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer peer = rig.comes();
            peer.says(HELLO, new Message.HaveNone(), new Message.Interested());
            rig.timeline().post(new Event.PiecesLost(rig.swarm(), pieces(1, 3), changed()));
            rig.settle();
            peer.says(request(0), request(1));
            assertThat(toldLost(peer)).containsExactly(1, 3);
            assertThat(peer.hears(Message.Block.class)).hasSize(1);
            assertThat(peer.hears(Message.RejectRequest.class)).hasSize(1);
            assertThat(rig.swarm().serving().trouble()).isPresent();
            rig.timeline().post(new Event.PiecesFound(rig.swarm(), pieces(0, 1, 3)));
            rig.settle();
            assertThat(rig.swarm().serving().trouble()).isEmpty();
            peer.says(request(1));
            assertThat(peer.hears(Message.Block.class)).hasSize(1);
            assertThat(peer.hears(Message.Have.class))
                    .extracting(Message.Have::piece)
                    .containsExactly(1, 3);
            rig.requireSound();
        }
    }

    @Test
    void whereNothingIsLeftToServeItEnds() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            rig.timeline().post(new Event.PiecesLost(rig.swarm(), pieces(0, 1), changed()));
            rig.settle();
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Running.class);
            rig.timeline().post(new Event.PiecesLost(rig.swarm(), pieces(1, 2, 3), changed()));
            rig.settle();
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Failed.class);
        }
    }

    @Test
    void whoWouldHaveToBeToldOfManyLostPiecesComesAgain() {
        try (SwarmRig rig = SwarmRig.seed(40)) {
            HandPeer peer = rig.comes();
            peer.says(HELLO, new Message.HaveNone());
            BitSet many = new BitSet();
            many.set(0, 30);
            rig.timeline().post(new Event.PiecesLost(rig.swarm(), many, changed()));
            rig.settle();
            assertThat(peer.closed()).isTrue();
            assertThat(toldLost(peer)).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void overRealSocketsWhatOneSeedCannotReadComesFromAnother(@TempDir Path folder) throws Exception {
        int piece = 64 << 10;
        Metainfo metainfo = TwoEngines.content(folder.resolve("there"), "notes.bin", 40 * piece, piece);
        BadSectorDisk disk = new BadSectorDisk(7 * piece + 100, 7 * piece + 200);
        EngineSettings settings =
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        World real = RealWorld.open(settings);
        real.disk().close();
        World worn = new World(
                real.timeline(),
                real.random(),
                real.transport(),
                real.webSeeds(),
                real.trackers(),
                real.local(),
                disk,
                real.buffers());
        try (Engine bad = Engine.open(settings, worn);
                Engine good = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            Torrent sharing = bad.seed(metainfo, folder.resolve("there"));
            sharing.completion().get(20, TimeUnit.SECONDS);
            disk.wear();
            Torrent torrent = leech.download(metainfo, folder.resolve("here"));
            torrent.connect(bad.address());
            new Progressed(torrent, 39L * piece).get();
            assertThat(sharing.snapshot().state()).isEqualTo(TorrentState.SEEDING);
            assertThat(sharing.snapshot().problem().orElseThrow().message()).contains("notes.bin", "Check the disk");
            good.seed(metainfo, folder.resolve("there")).completion().get(20, TimeUnit.SECONDS);
            torrent.connect(good.address());
            torrent.completion().get(20, TimeUnit.SECONDS);
            assertThat(torrent.snapshot().peers())
                    .filteredOn(peer -> peer.state() == PeerSnapshot.State.BANNED)
                    .isEmpty();
        }
    }
}
