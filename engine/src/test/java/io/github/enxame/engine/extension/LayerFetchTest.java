package io.github.enxame.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.NewFile;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.HashRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The side that asks for piece layers and the side that gives them, each proving the other. */
class LayerFetchTest {
    private static final int PIECE = 16_384;

    private static Metainfo torrent(Random random, int... lengths) throws Exception {
        List<NewFile> files = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            files.add(new NewFile(List.of("f" + i), lengths[i]));
        }
        MetainfoBuilder builder = MetainfoBuilder.ofFolder("layers", files)
                .version(MetainfoVersion.V2)
                .pieceLength(PIECE << random.nextInt(3));
        ContentHasher hasher = builder.hasher();
        for (NewFile file : builder.files()) {
            byte[] content = new byte[(int) file.length()];
            random.nextBytes(content);
            hasher.update(content, 0, content.length);
        }
        return builder.build(hasher.finish());
    }

    @Test
    void the_layers_of_any_torrent_come_with_proofs_and_are_right() throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int[] lengths = new int[1 + random.nextInt(3)];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = 1 + random.nextInt(random.nextInt(6) == 0 ? 1_300 * PIECE : 20 * PIECE);
            }
            Metainfo whole = torrent(random, lengths);
            Metainfo bare = Metainfo.ofInfo(whole.infoBytes());
            HashTrees trees = HashTrees.of(whole.info()).orElseThrow();
            LayerFetch<String> fetch = new LayerFetch<>(bare.info());
            fetch.meets("a");
            fetch.meets("b");
            for (int turn = 0; !fetch.complete() && turn < 100; turn++) {
                for (LayerFetch.Ask<String> ask : fetch.due(turn)) {
                    ByteBuffer answer = trees.answer(ask.range()).orElseThrow();
                    assertThat(fetch.received(ask.peer(), new HashMessage.Hashes(ask.range(), answer), turn))
                            .as("seed %s, %s", seed, ask.range())
                            .isEqualTo(LayerFetch.Verdict.RIGHT);
                }
            }
            Metainfo learnt = bare.withPieceLayers(fetch.layers());
            assertThat(learnt.info().piecesV2())
                    .as("seed %s", seed)
                    .isEqualTo(whole.info().piecesV2());
            assertThat(learnt.infoHash()).isEqualTo(whole.infoHash());
        }
    }

    @Test
    void a_wrong_hash_or_proof_is_noticed_wherever_it_is() throws Exception {
        Random random = new Random(3);
        Metainfo whole = torrent(random, 1_200 * PIECE * 4);
        HashTrees trees = HashTrees.of(whole.info()).orElseThrow();
        for (int i = 0; i < 50; i++) {
            LayerFetch<String> fetch = new LayerFetch<>(whole.info());
            fetch.meets("liar");
            HashRange range = fetch.due(0).get(random.nextInt(2)).range();
            ByteBuffer answer = trees.answer(range).orElseThrow();
            int at = random.nextInt(answer.limit());
            answer.put(at, (byte) (answer.get(at) + 1));
            HashMessage.Hashes wrong = new HashMessage.Hashes(range, answer);
            assertThat(fetch.received("liar", wrong, 0)).isEqualTo(LayerFetch.Verdict.WRONG);
            assertThat(fetch.received("liar", wrong, 0)).isEqualTo(LayerFetch.Verdict.UNASKED);
            HashMessage.Hashes cut = new HashMessage.Hashes(range, answer.slice(0, 32));
            assertThat(fetch.received("liar", cut, 0)).isEqualTo(LayerFetch.Verdict.UNASKED);
        }
    }

    @Test
    void who_refuses_or_leaves_is_not_waited_for() throws Exception {
        Metainfo whole = torrent(new Random(4), 100 * PIECE * 4);
        HashTrees trees = HashTrees.of(whole.info()).orElseThrow();
        LayerFetch<String> fetch = new LayerFetch<>(whole.info());
        fetch.meets("refuses");
        HashRange range = fetch.due(0).getFirst().range();
        fetch.rejected("refuses", range, 0);
        assertThat(fetch.due(0)).isEmpty();
        fetch.meets("leaves");
        assertThat(fetch.due(0)).containsExactly(new LayerFetch.Ask<>("leaves", range));
        fetch.leaves("leaves");
        fetch.meets("silent");
        assertThat(fetch.due(0)).containsExactly(new LayerFetch.Ask<>("silent", range));
        long later = MetadataFetch.PATIENCE_NANOS;
        List<LayerFetch.Ask<String>> again = fetch.due(later);
        assertThat(again).containsExactly(new LayerFetch.Ask<>("refuses", range));
        ByteBuffer answer = trees.answer(range).orElseThrow();
        assertThat(fetch.received("refuses", new HashMessage.Hashes(range, answer), later))
                .isEqualTo(LayerFetch.Verdict.RIGHT);
        assertThat(fetch.complete()).isTrue();
    }

    @Test
    void what_no_tree_has_is_refused_whatever_is_asked() throws Exception {
        Random random = new Random(9);
        Metainfo whole = torrent(random, 700 * PIECE, 10);
        HashTrees trees = HashTrees.of(whole.info()).orElseThrow();
        Map<Boolean, PiecesRoot> roots = Map.of(
                true, whole.info().files().getFirst().piecesRoot().orElseThrow(), false, PiecesRoot.of(new byte[32]));
        int answered = 0;
        for (int i = 0; i < 20_000; i++) {
            HashRange range = new HashRange(
                    roots.get(random.nextInt(5) > 0),
                    random.nextInt(14),
                    random.nextInt(8) == 0 ? random.nextInt() : 1 << random.nextInt(11),
                    random.nextInt(8) == 0 ? random.nextInt() : 1 << random.nextInt(11),
                    random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(13));
            Optional<ByteBuffer> answer = trees.answer(range);
            if (answer.isPresent()) {
                answered++;
                assertThat(answer.get().remaining()).isEqualTo((range.length() + range.uncles()) * Merkle.HASH_LENGTH);
            }
        }
        assertThat(answered).isBetween(100, 19_000);
    }
}
