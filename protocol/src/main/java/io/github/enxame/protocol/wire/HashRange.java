package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.metainfo.PiecesRoot;

/**
 * Hashes of a file's merkle tree that one peer asks another for (BEP 52).
 *
 * @param root which file
 * @param baseLayer the layer of the hashes: 0 for the leaves over 16 KiB each, one more for each layer above
 * @param index of the first hash within its layer, a multiple of {@code length}
 * @param length number of hashes, a power of two, at most {@link #MAX_LENGTH}
 * @param proofLayers how many layers above the base layer uncle hashes are wanted for, those layers included that the
 *     hashes themselves give: one less than there are leads to the root
 */
public record HashRange(PiecesRoot root, int baseLayer, int index, int length, int proofLayers) {
    /** Most hashes that one message brings. */
    public static final int MAX_LENGTH = 512;

    /** Most layers of a tree: 2^30 leaves are the longest file. */
    public static final int MAX_LAYERS = 31;

    /** Bytes on the wire. */
    public static final int ENCODED_LENGTH = 48;

    /** How many uncle hashes follow the hashes: one for each layer that the hashes themselves do not give. */
    public int uncles() {
        return Math.max(0, proofLayers + 1 - Integer.numberOfTrailingZeros(length));
    }

    /** Whether the numbers are within the bounds that BEP 52 sets, whatever the file. */
    public boolean sane() {
        return baseLayer >= 0
                && baseLayer < MAX_LAYERS
                && index >= 0
                && length >= 1
                && length <= MAX_LENGTH
                && Integer.bitCount(length) == 1
                && index % length == 0
                && proofLayers >= 0
                && proofLayers < MAX_LAYERS;
    }
}
