package io.github.enxame.protocol.metainfo;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The merkle trees of BEP 52: each leaf is the SHA-256 of 16 KiB of a file (its last one of what is left), each node that of
 * its two children. A tree's leaves are a power of two; those beyond the end of the file are 32 zero bytes.
 */
public final class Merkle {
    /** Bytes that one leaf hashes. */
    public static final int BLOCK_LENGTH = 16 << 10;

    /** Bytes of a hash. */
    public static final int HASH_LENGTH = 32;

    private Merkle() {}

    /** The leaves of the smallest tree over {@code blocks} blocks, at least 1: {@code blocks} rounded up to a power of two. */
    public static int leafCount(int blocks) {
        return blocks <= 1 ? 1 : Math.multiplyExact(Integer.highestOneBit(blocks - 1), 2);
    }

    /**
     * The root over the leaf hashes of a piece or a file.
     *
     * @param leaves the hashes of the leaves that have bytes, one after the other, at least one
     * @param leafCount leaves of the whole tree, a power of two
     */
    public static byte[] root(byte[] leaves, int leafCount) {
        return root(leaves, leafCount, new byte[HASH_LENGTH]);
    }

    /**
     * The root of a file's tree over its piece layer.
     *
     * @param layer the hashes of the file's pieces, one after the other, at least one
     * @param blocksPerPiece blocks of a whole piece, a power of two
     */
    public static byte[] rootOfLayer(byte[] layer, int blocksPerPiece) {
        return root(layer, leafCount(layer.length / HASH_LENGTH), padding(blocksPerPiece));
    }

    /** The parents of {@code hashes}, an even number of them one after the other. */
    public static byte[] parents(byte[] hashes) {
        if (hashes.length == 0 || hashes.length % (2 * HASH_LENGTH) != 0) {
            throw new IllegalArgumentException(hashes.length + " bytes are not pairs of hashes");
        }
        MessageDigest sha256 = Digests.sha256();
        byte[] parents = new byte[hashes.length / 2];
        for (int at = 0; at < parents.length; at += HASH_LENGTH) {
            sha256.update(hashes, 2 * at, 2 * HASH_LENGTH);
            System.arraycopy(sha256.digest(), 0, parents, at, HASH_LENGTH);
        }
        return parents;
    }

    /**
     * The root that a node and its uncles lead to.
     *
     * @param node a node's hash
     * @param index of the node within its layer, from 0
     * @param uncles the hash of the node's sibling, then of each parent's sibling up to below the root, one after the other
     */
    public static byte[] rootFrom(byte[] node, int index, byte[] uncles) {
        MessageDigest sha256 = Digests.sha256();
        byte[] hash = node;
        int place = index;
        for (int at = 0; at < uncles.length; at += HASH_LENGTH, place >>= 1) {
            if ((place & 1) == 0) {
                sha256.update(hash);
                sha256.update(uncles, at, HASH_LENGTH);
            } else {
                sha256.update(uncles, at, HASH_LENGTH);
                sha256.update(hash);
            }
            hash = sha256.digest();
        }
        return hash;
    }

    /** The root of a tree of {@code leafCount} zero leaves: what stands for a piece beyond the end of a file. */
    public static byte[] padding(int leafCount) {
        MessageDigest sha256 = Digests.sha256();
        byte[] hash = new byte[HASH_LENGTH];
        for (int width = leafCount; width > 1; width /= 2) {
            sha256.update(hash);
            hash = sha256.digest(hash);
        }
        return hash;
    }

    private static byte[] root(byte[] hashes, int width, byte[] padding) {
        int count = hashes.length / HASH_LENGTH;
        if (hashes.length % HASH_LENGTH != 0 || count < 1 || count > width || Integer.bitCount(width) != 1) {
            throw new IllegalArgumentException(hashes.length + " bytes of hashes do not fit a tree of " + width);
        }
        MessageDigest sha256 = Digests.sha256();
        byte[] layer = hashes.clone();
        byte[] missing = padding;
        for (int left = width; left > 1; left /= 2) {
            int parents = Math.ceilDiv(count, 2);
            for (int i = 0; i < parents; i++) {
                sha256.update(layer, 2 * i * HASH_LENGTH, HASH_LENGTH);
                if (2 * i + 1 < count) {
                    sha256.update(layer, (2 * i + 1) * HASH_LENGTH, HASH_LENGTH);
                } else {
                    sha256.update(missing);
                }
                System.arraycopy(sha256.digest(), 0, layer, i * HASH_LENGTH, HASH_LENGTH);
            }
            sha256.update(missing);
            missing = sha256.digest(missing);
            count = parents;
        }
        return Arrays.copyOf(layer, HASH_LENGTH);
    }
}
