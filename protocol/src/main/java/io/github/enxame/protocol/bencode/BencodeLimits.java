package io.github.enxame.protocol.bencode;

/**
 * What a stranger's bencoded bytes may cost. Memory grows with the bytes that were read and the values that were made, never
 * with a number that the bytes claim.
 *
 * @param maxBytes longest input, in bytes
 * @param maxDepth deepest nesting of lists and dictionaries; a bare string or integer has depth 0
 * @param maxValues most values of all types, dictionary keys not counted
 */
public record BencodeLimits(int maxBytes, int maxDepth, int maxValues) {
    /** For a datagram, an extension message or a tracker's reply: 1 MiB, depth 16, 65,536 values. */
    public static final BencodeLimits MESSAGE = new BencodeLimits(1 << 20, 16, 1 << 16);

    public BencodeLimits {
        if (maxBytes < 1 || maxDepth < 0 || maxValues < 1) {
            throw new IllegalArgumentException("limits out of range: " + maxBytes + ", " + maxDepth + ", " + maxValues);
        }
    }
}
