package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.Priority;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.NewFile;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a swarm of which not everything is wanted says to its peers and trackers (BEP 21), message by message. */
class PartialSeedTest {
    private static final int BLOCK = SwarmRig.BLOCK;

    /** Four files: of one piece, two and a half, none, and half a piece more than two. */
    private static Metainfo metainfo() {
        MetainfoBuilder builder = MetainfoBuilder.ofFolder(
                        "course",
                        List.of(
                                new NewFile(List.of("a"), BLOCK),
                                new NewFile(List.of("b"), 2 * BLOCK + BLOCK / 2),
                                new NewFile(List.of("c"), 0),
                                new NewFile(List.of("d"), 2 * BLOCK + BLOCK / 2)))
                .version(MetainfoVersion.V1)
                .pieceLength(BLOCK)
                .trackers(List.of(List.of(URI.create("http://tracker.example/announce"))));
        return built(builder, 6 * BLOCK);
    }

    private static Metainfo built(MetainfoBuilder builder, int length) {
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(new byte[length]));
        return builder.build(hasher.finish());
    }

    private static SwarmRig wanting(Integer... files) {
        SwarmRig rig = SwarmRig.leech(metainfo());
        chooses(rig, Selection.only(List.of(files)));
        return rig;
    }

    private static void chooses(SwarmRig rig, Selection selection) {
        rig.timeline().post(new Event.Command(() -> rig.swarm().choice().select(selection)));
        rig.settle();
    }

    private static Message uploadOnly(boolean is) {
        return new ExtendedHandshake(
                        new TreeMap<>(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        is,
                        OptionalInt.empty())
                .toMessage();
    }

    /** Brings whatever is asked for until nothing is. Returns the pieces that were, in their order. */
    private static List<Integer> brings(SwarmRig rig, HandPeer seed) {
        List<Integer> pieces = new java.util.ArrayList<>();
        List<Message.Request> asked = seed.asked();
        while (!asked.isEmpty()) {
            for (Message.Request request : asked) {
                pieces.add(request.piece());
                seed.says(seed.block(request, 0));
            }
            asked = seed.asked();
        }
        rig.settle();
        return pieces;
    }

    private static boolean lastHello(HandPeer peer) throws WireException {
        return ExtendedHandshake.decode(peer.hears(Message.Extended.class).stream()
                        .filter(message -> message.id() == 0)
                        .toList()
                        .getLast()
                        .payload())
                .uploadOnly();
    }

    private static Message.Bitfield has(int... pieces) {
        byte[] bits = new byte[1];
        for (int piece : pieces) {
            bits[0] |= (byte) (0x80 >> piece);
        }
        return new Message.Bitfield(ByteBuffer.wrap(bits));
    }

    @Test
    void onlyWantedPiecesAreOfInterest() {
        try (SwarmRig rig = wanting(0, 1)) {
            HandPeer useless = rig.comes();
            useless.says(has(4, 5), new Message.Unchoke());
            assertThat(useless.hears(Message.Interested.class)).isEmpty();
            HandPeer useful = rig.comes();
            useful.says(has(3, 4, 5), new Message.Unchoke());
            assertThat(useful.hears(Message.Interested.class)).hasSize(1);
            assertThat(brings(rig, useful)).containsExactly(3);
            assertThat(useful.hears(Message.NotInterested.class)).hasSize(1);
            rig.requireSound();
        }
    }

    @Test
    void whoHasAllThatItWantsSaysSoAndAnnouncesNothing() throws Exception {
        try (SwarmRig rig = wanting(1)) {
            HandPeer leech = rig.comes();
            leech.says(new Message.HaveNone());
            assertThat(lastHello(leech)).isFalse();
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(brings(rig, seed)).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(lastHello(leech)).isTrue();
            assertThat(leech.closed()).isFalse();
            assertThat(seed.closed()).as("two that want nothing part").isTrue();
            assertThat(rig.trackers().asked())
                    .noneMatch(asked -> asked.request().event() == AnnounceEvent.COMPLETED);
            rig.requireSound();
        }
    }

    @Test
    void whoWantsMoreLaterSaysSoAndAnnouncesThatItIsCompleteInTheEnd() throws Exception {
        try (SwarmRig rig = wanting(1)) {
            HandPeer leech = rig.comes();
            leech.says(new Message.HaveNone());
            HandPeer first = rig.comes();
            first.says(new Message.HaveAll(), new Message.Unchoke());
            brings(rig, first);
            leech.hears(Message.Extended.class);
            chooses(rig, Selection.everything().with(3, Priority.HIGH));
            assertThat(lastHello(leech)).isFalse();
            HandPeer second = rig.comes();
            second.says(new Message.HaveAll(), new Message.Unchoke());
            List<Integer> pieces = brings(rig, second);
            assertThat(pieces).containsExactlyInAnyOrder(0, 4, 5);
            assertThat(pieces.getLast()).isZero();
            assertThat(rig.swarm().holdings().complete()).isTrue();
            rig.trackers().asked().getFirst().names(java.net.InetAddress.getLoopbackAddress());
            rig.pass(SwarmRig.SECOND);
            assertThat(rig.trackers().asked()).anyMatch(asked -> asked.request().event() == AnnounceEvent.COMPLETED);
        }
    }

    @Test
    void whatIsAskedForAndNotWantedAnyMoreIsTakenBackButWelcome() {
        try (SwarmRig rig = wanting(0, 3)) {
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            List<Message.Request> asked = seed.asked();
            assertThat(asked).isNotEmpty();
            chooses(rig, Selection.only(List.of(1)));
            rig.requireSound();
            assertThat(seed.asked().stream().map(Message.Request::piece)).allMatch(piece -> piece >= 1 && piece <= 3);
            long before = rig.swarm().holdings().receivedBytes();
            asked.forEach(request -> seed.says(seed.block(request, 0)));
            assertThat(rig.swarm().holdings().receivedBytes()).isGreaterThan(before);
            assertThat(seed.closed()).isFalse();
            rig.requireSound();
        }
    }

    @Test
    void aPeerThatWantsNothingIsNotServedUntilItDoes() {
        try (SwarmRig rig = SwarmRig.seed(4)) {
            HandPeer partial = rig.comes();
            assertThat(partial.hears(Message.Unchoke.class))
                    .as("before it speaks")
                    .hasSize(1);
            partial.says(has(0));
            // It says that it wants nothing while it lacks something, so both want nothing: they part.
            partial.says(uploadOnly(true));
            assertThat(partial.closed()).isTrue();
        }
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer partial = rig.comes();
            partial.says(new Message.HaveAll(), uploadOnly(true), new Message.Interested());
            assertThat(partial.hears(Message.Choke.class)).hasSize(1);
            rig.pass(30 * SwarmRig.SECOND);
            partial.hears(Message.Unchoke.class).forEach(unchoke -> {});
            rig.pass(30 * SwarmRig.SECOND);
            assertThat(partial.hears(Message.Unchoke.class)).isEmpty();
            partial.says(uploadOnly(false));
            assertThat(partial.hears(Message.Unchoke.class)).hasSize(1);
        }
    }

    @Test
    void theSectionThatAReaderComesToIsAskedForFirst() {
        SectionPlan plan = new SectionPlan(
                List.of(
                        new Section("one", 10, List.of(new Span(0, 8 * BLOCK))),
                        new Section("two", 10, List.of(new Span(8 * BLOCK, 4 * BLOCK))),
                        new Section("three", 10, List.of(new Span(12 * BLOCK, 4 * BLOCK)))),
                false);
        Metainfo metainfo = built(
                MetainfoBuilder.ofFile("book.txt", 16 * BLOCK)
                        .version(MetainfoVersion.V1)
                        .pieceLength(BLOCK)
                        .plan(plan),
                16 * BLOCK);
        try (SwarmRig rig = SwarmRig.leech(metainfo)) {
            rig.swarm().choice().readFirst(List.of(2, 1, 99));
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            List<Integer> pieces = brings(rig, seed);
            assertThat(pieces.subList(0, 8)).containsExactly(12, 13, 14, 15, 8, 9, 10, 11);
        }
    }

    @Test
    void whatWasWantedBeforeARestartIsWantedAfterIt() {
        BitSet here = new BitSet();
        here.set(1, 4);
        try (SwarmRig rig = SwarmRig.resuming(metainfo(), here, Selection.only(List.of(1)))) {
            assertThat(rig.swarm().holdings().satisfied()).isTrue();
            assertThat(rig.swarm().holdings().complete()).isFalse();
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(seed.closed()).isTrue();
        }
    }
}
