package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTest {
    @Test
    void leafCountsAreTheNextPowerOfTwo() {
        assertThat(Merkle.leafCount(0)).isEqualTo(1);
        assertThat(Merkle.leafCount(1)).isEqualTo(1);
        assertThat(Merkle.leafCount(2)).isEqualTo(2);
        assertThat(Merkle.leafCount(3)).isEqualTo(4);
        assertThat(Merkle.leafCount(4)).isEqualTo(4);
        assertThat(Merkle.leafCount(5)).isEqualTo(8);
        assertThat(Merkle.leafCount(1 << 30)).isEqualTo(1 << 30);
        assertThatThrownBy(() -> Merkle.leafCount((1 << 30) + 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aTreeOfOneLeafIsThatLeaf() {
        byte[] leaf = leaves(1, new Random(1));

        assertThat(Merkle.root(leaf, 1)).isEqualTo(leaf);
    }

    @Test
    void missingLeavesAreZeros() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int width = 1 << random.nextInt(8);
            byte[] leaves = leaves(1 + random.nextInt(width), random);
            byte[] padded = Arrays.copyOf(leaves, width * Merkle.HASH_LENGTH);
            assertThat(Merkle.root(leaves, width)).as("seed %d", seed).isEqualTo(slowRoot(padded));
        }
        assertThat(Merkle.padding(8)).isEqualTo(slowRoot(new byte[8 * Merkle.HASH_LENGTH]));
    }

    @Test
    void theRootOverAPieceLayerIsThatOverTheLeaves() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int perPiece = 1 << random.nextInt(4);
            int blocks = perPiece + 1 + random.nextInt(60);
            byte[] leaves = leaves(blocks, random);
            int pieces = Math.ceilDiv(blocks, perPiece);
            byte[] layer = new byte[pieces * Merkle.HASH_LENGTH];
            for (int i = 0; i < pieces; i++) {
                int end = Math.min(leaves.length, (i + 1) * perPiece * Merkle.HASH_LENGTH);
                byte[] piece = Arrays.copyOfRange(leaves, i * perPiece * Merkle.HASH_LENGTH, end);
                System.arraycopy(Merkle.root(piece, perPiece), 0, layer, i * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
            }
            assertThat(Merkle.rootOfLayer(layer, perPiece))
                    .as("seed %d", seed)
                    .isEqualTo(Merkle.root(leaves, Merkle.leafCount(blocks)));
        }
    }

    @Test
    void hashesThatDoNotFitTheTreeAreRefused() {
        assertThatThrownBy(() -> Merkle.root(new byte[33], 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.root(new byte[0], 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.root(new byte[96], 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.root(new byte[64], 3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] leaves(int count, Random random) {
        byte[] leaves = new byte[count * Merkle.HASH_LENGTH];
        random.nextBytes(leaves);
        return leaves;
    }

    private static byte[] slowRoot(byte[] hashes) {
        if (hashes.length == Merkle.HASH_LENGTH) {
            return hashes;
        }
        int half = hashes.length / 2;
        byte[] both = new byte[2 * Merkle.HASH_LENGTH];
        System.arraycopy(slowRoot(Arrays.copyOf(hashes, half)), 0, both, 0, Merkle.HASH_LENGTH);
        byte[] right = slowRoot(Arrays.copyOfRange(hashes, half, hashes.length));
        System.arraycopy(right, 0, both, Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
        return Digests.sha256().digest(both);
    }
}
