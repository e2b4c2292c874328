package io.github.enxame.engine.extension;

import io.github.enxame.protocol.metainfo.HashList;
import io.github.enxame.protocol.metainfo.Merkle;
import java.util.ArrayList;
import java.util.List;

/**
 * The merkle tree of one file from its piece layer up, of which only the layers over {@link #GROUP} pieces each are kept: a byte a
 * piece. What lies below is computed when it is asked for. Made step by step, so that no step takes long. Owned by the loop.
 */
final class HashTree {
    /** Layers above the piece layer that are not kept. */
    static final int GROUP_LAYERS = 6;

    private static final int GROUP = 1 << GROUP_LAYERS;
    private static final int HASH = Merkle.HASH_LENGTH;

    private final HashList hashes;
    private final int first;
    private final int count;
    private final int height;

    /** What stands for what is beyond the end of the file, for each layer. */
    private final byte[][] padding;

    /** The layers from {@link #GROUP_LAYERS} on, as far as they are made. */
    private final List<byte[]> kept = new ArrayList<>();

    private int groupsMade;

    /**
     * A tree that is still to be made.
     *
     * @param hashes of which this file's begin at {@code first}
     * @param count pieces of the file, at least 1
     * @param pieceHeight layers of a piece's own tree
     */
    HashTree(HashList hashes, int first, int count, int pieceHeight) {
        this.hashes = hashes;
        this.first = first;
        this.count = count;
        this.height = Integer.numberOfTrailingZeros(Merkle.leafCount(count));
        this.padding = new byte[height + 1][];
        for (int layer = 0; layer <= height; layer++) {
            padding[layer] = Merkle.padding(1 << (pieceHeight + layer));
        }
        if (height > GROUP_LAYERS) {
            kept.add(new byte[(1 << (height - GROUP_LAYERS)) * HASH]);
        }
    }

    /** Layers from the piece layer to below the root. */
    int height() {
        return height;
    }

    boolean isMade() {
        return height <= GROUP_LAYERS || kept.size() == height - GROUP_LAYERS + 1;
    }

    /** Makes more of it, by about {@code most} hashes or one layer. */
    void make(int most) {
        if (isMade()) {
            return;
        }
        byte[] groups = kept.getFirst();
        int all = groups.length / HASH;
        for (int left = most; groupsMade < all && left > 0; left -= GROUP) {
            byte[] root = computed(GROUP_LAYERS, groupsMade);
            System.arraycopy(root, 0, groups, groupsMade * HASH, HASH);
            groupsMade++;
        }
        if (groupsMade == all) {
            kept.add(Merkle.parents(kept.getLast()));
        }
    }

    /** How many hashes it takes to answer for so many nodes of a layer, and for what proves them. */
    int work(int layer, int nodes, int proofFrom) {
        int work = layer < GROUP_LAYERS ? nodes * ((1 << layer) - 1) : 0;
        for (int up = proofFrom; up < Math.min(height, GROUP_LAYERS); up++) {
            work += (1 << up) - 1;
        }
        return work;
    }

    /** The hash of a node: of a layer, 0 for the pieces, below the root. The tree is made. */
    byte[] node(int layer, int index) {
        if (layer < GROUP_LAYERS) {
            return computed(layer, index);
        }
        byte[] hash = new byte[HASH];
        System.arraycopy(kept.get(layer - GROUP_LAYERS), index * HASH, hash, 0, HASH);
        return hash;
    }

    private byte[] computed(int layer, int index) {
        int begin = index << layer;
        if (begin >= count) {
            return padding[layer];
        }
        if (layer == 0) {
            return hashes.hash(first + begin);
        }
        int width = 1 << layer;
        byte[] leaves = new byte[width * HASH];
        for (int i = 0; i < width; i++) {
            byte[] leaf = begin + i < count ? hashes.hash(first + begin + i) : padding[0];
            System.arraycopy(leaf, 0, leaves, i * HASH, HASH);
        }
        return Merkle.root(leaves, width);
    }
}
