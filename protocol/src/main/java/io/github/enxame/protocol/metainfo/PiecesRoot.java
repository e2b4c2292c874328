package io.github.enxame.protocol.metainfo;

import java.util.HexFormat;

/**
 * The root of a v2 file's merkle tree (BEP 52): it identifies the file's content wherever it occurs.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record PiecesRoot(String hex) {
    /** No file's root: what stands where none was computed. */
    static final PiecesRoot ZERO = new PiecesRoot("0".repeat(2 * Merkle.HASH_LENGTH));

    public PiecesRoot {
        if (hex.length() != 2 * Merkle.HASH_LENGTH) {
            throw new IllegalArgumentException("a pieces root has 64 hexadecimal digits, not: " + hex);
        }
    }

    /** The root of these 32 bytes. */
    public static PiecesRoot of(byte[] bytes) {
        return new PiecesRoot(HexFormat.of().formatHex(bytes));
    }

    /** A fresh array of the 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
