package io.github.enxame.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What it costs to give hashes, and that they are right. */
class HashTreesTest {
    private static final int PIECES = 65_536;
    private static final int PIECE = 16_384;

    /** A torrent of two files of so many pieces each, whose hashes are made up. */
    private static Metainfo twoFiles(int pieces, List<byte[]> layers) throws Exception {
        Random random = new Random(pieces);
        BDictionary.Builder tree = BDictionary.builder();
        List<byte[]> roots = new ArrayList<>();
        for (String name : List.of("a.bin", "b.bin")) {
            byte[] layer = new byte[pieces * Merkle.HASH_LENGTH];
            random.nextBytes(layer);
            byte[] root = Merkle.rootOfLayer(layer, 1);
            layers.add(layer);
            roots.add(root);
            tree.put(
                    name,
                    BDictionary.builder()
                            .put(
                                    "",
                                    BDictionary.builder()
                                            .put("length", (long) pieces * PIECE)
                                            .put("pieces root", root)
                                            .build())
                            .build());
        }
        BDictionary info = BDictionary.builder()
                .put("file tree", tree.build())
                .put("meta version", 2)
                .put("name", "two")
                .put("piece length", PIECE)
                .build();
        Metainfo bare = Metainfo.ofInfo(Bencode.encode(info));
        return bare.withPieceLayers(
                Map.of(PiecesRoot.of(roots.get(0)), layers.get(0), PiecesRoot.of(roots.get(1)), layers.get(1)));
    }

    private static PiecesRoot root(Metainfo metainfo, int file) {
        return metainfo.info().files().get(file).piecesRoot().orElseThrow();
    }

    @Test
    void requestsThatAlternateBetweenTwoLargeFilesMakeEachTreeOnceAndInSmallSteps() throws Exception {
        Metainfo metainfo = twoFiles(PIECES, new ArrayList<>());
        HashTrees trees = HashTrees.of(metainfo.info()).orElseThrow();
        List<HashRange> asked =
                List.of(new HashRange(root(metainfo, 0), 0, 0, 2, 0), new HashRange(root(metainfo, 1), 0, 0, 2, 0));
        for (HashRange range : asked) {
            assertThat(trees.work(range)).isLessThanOrEqualTo(HashTrees.MAX_HASHES_PER_ANSWER);
            assertThat(trees.answerIfMade(range)).isEmpty();
        }
        int steps = 0;
        while (trees.hasToMake()) {
            trees.step();
            steps++;
        }
        // Each makes 2,048 hashes, or a layer of 1,024 at most.
        assertThat(steps).isBetween(2 * PIECES / 2_048, 2 * (PIECES / 2_048 + 10));
        for (int i = 0; i < 1_000; i++) {
            HashRange range = asked.get(i % 2);
            assertThat(trees.work(range)).isZero();
            assertThat(trees.answerIfMade(range)).isPresent();
            assertThat(trees.hasToMake()).isFalse();
        }
    }

    @Test
    void everyAnswerLeadsToTheRootAndCostsLittle() throws Exception {
        for (int pieces : new int[] {2, 3, 63, 64, 65, 127, 128, 129, 1_000, 5_000}) {
            List<byte[]> layers = new ArrayList<>();
            Metainfo metainfo = twoFiles(pieces, layers);
            HashTrees trees = HashTrees.of(metainfo.info()).orElseThrow();
            Random random = new Random(pieces);
            int height = Integer.numberOfTrailingZeros(Merkle.leafCount(pieces));
            for (int i = 0; i < 300; i++) {
                int layer = random.nextInt(height);
                int own = random.nextInt(Math.min(10, height - layer + 1));
                int length = 1 << own;
                int index = random.nextInt(1 << (height - layer - own)) * length;
                HashRange range = new HashRange(root(metainfo, i % 2), layer, index, length, height - layer - 1);
                int work = trees.work(range);
                if (work < 0) {
                    assertThat(layer).as("only what costs much is refused").isBetween(1, HashTree.GROUP_LAYERS - 1);
                    continue;
                }
                assertThat(work).isLessThanOrEqualTo(HashTrees.MAX_HASHES_PER_ANSWER);
                ByteBuffer answer = trees.answer(range).orElseThrow();
                byte[] base = new byte[length * Merkle.HASH_LENGTH];
                byte[] uncles = new byte[answer.remaining() - base.length];
                answer.get(base).get(uncles);
                byte[] top = Merkle.rootFrom(Merkle.root(base, length), index / length, uncles);
                assertThat(top)
                        .as("%s pieces, %s", pieces, range)
                        .isEqualTo(range.root().bytes());
                if (layer == 0 && index < pieces) {
                    int here = Math.min(length, pieces - index) * Merkle.HASH_LENGTH;
                    assertThat(Arrays.copyOf(base, here))
                            .isEqualTo(Arrays.copyOfRange(
                                    layers.get(i % 2), index * Merkle.HASH_LENGTH, index * Merkle.HASH_LENGTH + here));
                }
            }
        }
    }

    @Test
    void rangesWhoseNumbersOverflowAreRefused() throws Exception {
        Metainfo metainfo = twoFiles(1_000, new ArrayList<>());
        HashTrees trees = HashTrees.of(metainfo.info()).orElseThrow();
        int[] wild = {-1, 0, 1, 31, 32, 512, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int layer : wild) {
            for (int index : wild) {
                for (int length : wild) {
                    for (int proof : wild) {
                        HashRange range = new HashRange(root(metainfo, 0), layer, index, length, proof);
                        int work = trees.work(range);
                        assertThat(trees.answer(range).isPresent())
                                .as("%s", range)
                                .isEqualTo(work >= 0);
                    }
                }
            }
        }
    }
}
