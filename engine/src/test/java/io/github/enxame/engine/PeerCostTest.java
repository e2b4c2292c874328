package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.QueuedRequests;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.PexMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one peer may say before it is hung up on, and that nobody else minds. */
class PeerCostTest {
    private static final int PIECES = 40;
    private static final int PIECE_BLOCKS = 4;

    /** A request that no client should make: twice the 16 KiB that everybody takes. */
    private static final Message.Request TOO_LONG = new Message.Request(0, 0, 2 * SwarmRig.BLOCK);

    private static SwarmRig seed() {
        BitSet all = new BitSet();
        all.set(0, PIECES);
        return new SwarmRig(PIECES, PIECE_BLOCKS, all, new SwarmLimits(2, 100));
    }

    private static SwarmRig leech() {
        return SwarmRig.leech(PIECES, PIECE_BLOCKS);
    }

    static Stream<Arguments> floods() {
        Message hello = ExtendedHandshake.of(Map.of("ut_pex", 2)).toMessage();
        Message pex = new PexMessage(List.of(), List.of()).toMessage(2);
        return Stream.of(
                Arguments.of("requests for more than a block", 300, List.of(TOO_LONG)),
                Arguments.of("cancels of nothing", 5_000, List.of(new Message.Cancel(0, 0, SwarmRig.BLOCK))),
                Arguments.of("the same piece", 5_001, List.of(new Message.Have(1))),
                Arguments.of("unknown messages", 5_000, List.of(new Message.Unknown(99, 0))),
                Arguments.of("long unknown messages", 294, List.of(new Message.Unknown(99, 16 << 10))),
                Arguments.of("ports", 5_000, List.of(new Message.Port(1))),
                Arguments.of("suggestions", 5_000, List.of(new Message.SuggestPiece(1))),
                Arguments.of("allowed pieces", 5_001, List.of(new Message.AllowedFast(1))),
                Arguments.of("refusals of nothing", 5_000, List.of(new Message.RejectRequest(0, 0, SwarmRig.BLOCK))),
                Arguments.of("chokes", 5_000, List.of(new Message.Choke())),
                Arguments.of("chokes and unchokes", 300, List.of(new Message.Unchoke(), new Message.Choke())),
                Arguments.of("pieces given up", 1_000, List.of(new DontHave(1).toMessage(3))),
                Arguments.of("introductions", 16, List.of(hello)),
                Arguments.of("names of others", 20, List.of(pex)),
                Arguments.of(
                        "an extension that we do not take",
                        5_000,
                        List.of(new Message.Extended(9, ByteBuffer.allocate(4)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void whoSaysAgainAndAgainWhatIsOfNoUseIsHungUpOn(String name, int most, List<Message> flood) {
        try (SwarmRig rig = seed()) {
            HandPeer honest = rig.comes();
            honest.says(new Message.HaveNone(), new Message.Interested());
            HandPeer peer = rig.comes();
            int said = 0;
            while (said < most) {
                peer.says(flood.get(said++ % flood.size()));
            }
            assertThat(peer.closed()).as("after %s", most).isFalse();
            for (int i = 0; i < flood.size(); i++) {
                peer.says(flood.get(said++ % flood.size()));
            }
            assertThat(peer.closed()).as("after more than %s", most).isTrue();
            honest.says(new Message.Request(0, 0, SwarmRig.BLOCK));
            assertThat(honest.hears(Message.Block.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void whileTheFilesAreLookedAtSuchPeersAreHungUpOnAsWell(String name, int most, List<Message> flood) {
        if (name.equals("the same piece") || name.equals("pieces given up")) {
            // What a peer has then is kept as a set, which costs no more when it is said again.
            return;
        }
        try (SwarmRig rig = SwarmRig.checking(PIECES)) {
            HandPeer peer = rig.comes();
            Message[] many = new Message[20_000];
            for (int i = 0; i < many.length; i++) {
                many[i] = flood.get(i % flood.size());
            }
            peer.says(many);
            assertThat(peer.closed()).isTrue();
        }
    }

    @Test
    void aHundredThousandRequestsThatAreRejectedLeaveThreeHundredAnswers() {
        try (SwarmRig rig = seed()) {
            HandPeer peer = rig.comes();
            Message[] many = new Message[100_000];
            Arrays.fill(many, TOO_LONG);
            peer.says(many);
            assertThat(peer.closed()).isTrue();
            assertThat(peer.hears(Message.RejectRequest.class)).hasSizeLessThanOrEqualTo(300);
        }
    }

    @Test
    void whoGoesOnAskingAlthoughItIsChokedIsHungUpOn() {
        BitSet all = new BitSet();
        all.set(0, PIECES);
        try (SwarmRig rig = new SwarmRig(PIECES, PIECE_BLOCKS, all, new SwarmLimits(1, 100))) {
            HandPeer served = rig.comes();
            served.says(new Message.Interested());
            HandPeer peer = rig.comes();
            Message[] many = new Message[2_300];
            Arrays.fill(many, new Message.Request(0, 0, SwarmRig.BLOCK));
            peer.says(many);
            assertThat(peer.closed()).as("what may have been on its way").isFalse();
            peer.says(many);
            assertThat(peer.closed()).isTrue();
        }
    }

    @Test
    void aPeerThatGetsWhatItAsksForIsNeverHungUpOn() {
        try (SwarmRig rig = seed()) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveNone(), new Message.Interested());
            for (int i = 0; i < 20_000; i++) {
                Message.Request request =
                        new Message.Request(i % PIECES, i % PIECE_BLOCKS * SwarmRig.BLOCK, SwarmRig.BLOCK);
                peer.says(request, new Message.Cancel(request.piece(), request.begin(), request.length()), request);
            }
            assertThat(peer.closed()).isFalse();
            assertThat(peer.hears(Message.Block.class)).hasSize(20_000);
            rig.requireSound();
        }
    }

    @Test
    void whoChangesItsMindAllTheTimeKeepsItsSlotAndNobodyElseLosesOne() {
        try (SwarmRig rig = seed()) {
            HandPeer honest = rig.comes();
            honest.says(new Message.HaveNone(), new Message.Interested());
            HandPeer peer = rig.comes();
            List<Message> changes = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                changes.add(new Message.NotInterested());
                changes.add(new Message.Interested());
            }
            peer.says(new Message.Interested());
            peer.says(changes.toArray(Message[]::new));
            assertThat(peer.hears(Message.Unchoke.class)).hasSizeLessThan(10);
            honest.says(new Message.Request(0, 0, SwarmRig.BLOCK));
            assertThat(honest.hears(Message.Block.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void aDownloadThatIsGivenAndTakenBackLeavesNoMoreThanSomeRequests() {
        try (SwarmRig rig = leech()) {
            HandPeer peer = rig.comes();
            peer.says(new Message.HaveAll());
            while (!peer.closed()) {
                peer.says(new Message.Unchoke());
                peer.says(new Message.Choke());
            }
            assertThat(peer.hears(Message.Request.class)).hasSizeLessThan(5_000);
            rig.pass(SwarmRig.SECOND);
            rig.requireSound();
        }
    }

    @Test
    void metadataBeyondTheEndIsRefusedAndWhoAsksForItOnIsHungUpOn() {
        try (SwarmRig rig = seed()) {
            HandPeer peer = rig.comes();
            peer.says(ExtendedHandshake.of(Map.of("ut_metadata", 7)).toMessage());
            peer.hears(Message.Extended.class);
            int[] pieces = {1, 1 << 17, (1 << 17) - 1, 1 << 18, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
            for (int piece : pieces) {
                peer.says(new MetadataMessage.Request(piece).toMessage(1));
                assertThat(peer.hears(Message.Extended.class))
                        .as("piece %s", piece)
                        .hasSize(1);
            }
            for (long piece : new long[] {-1, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE}) {
                HandPeer other = rig.comes();
                byte[] wrong = Bencode.encode(BDictionary.builder()
                        .put("msg_type", 0)
                        .put("piece", piece)
                        .build());
                other.says(new Message.Extended(1, ByteBuffer.wrap(wrong)));
                assertThat(other.closed()).as("piece %s", piece).isTrue();
            }
            Message[] many = new Message[300];
            Arrays.fill(many, new MetadataMessage.Request(Integer.MAX_VALUE).toMessage(1));
            peer.says(many);
            assertThat(peer.closed()).isTrue();
        }
    }

    @Test
    void theRequestsOfAllPeersTogetherAreBounded() {
        BitSet all = new BitSet();
        all.set(0, PIECES);
        try (SwarmRig rig = new SwarmRig(
                PIECES, PIECE_BLOCKS, all, new SwarmLimits(2, 100, Rates.ofEngine(), false, new QueuedRequests(10)))) {
            List<ByteBuffer> taken = new ArrayList<>();
            while (rig.buffers().leased() < rig.buffers().capacity() / 2) {
                taken.add(rig.buffers().tryLease());
            }
            HandPeer one = rig.comes();
            HandPeer other = rig.comes();
            for (HandPeer peer : List.of(one, other)) {
                peer.says(new Message.HaveNone(), new Message.Interested());
                for (int i = 0; i < 8; i++) {
                    peer.says(new Message.Request(i, 0, SwarmRig.BLOCK));
                }
            }
            assertThat(one.hears(Message.RejectRequest.class)).isEmpty();
            assertThat(other.hears(Message.RejectRequest.class)).hasSize(6);
            one.leaves();
            other.says(new Message.Request(7, 0, SwarmRig.BLOCK));
            assertThat(other.hears(Message.RejectRequest.class)).isEmpty();
            taken.forEach(rig.buffers()::release);
            rig.timeline().post(new Event.Tick());
            rig.pass(SwarmRig.SECOND);
            assertThat(other.hears(Message.Block.class)).hasSize(3);
            rig.requireSound();
        }
    }
}
