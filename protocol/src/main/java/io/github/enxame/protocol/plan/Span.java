package io.github.enxame.protocol.plan;

/**
 * A run of consecutive bytes of a file.
 *
 * @param offset first byte, counted from the start of the file, at least 0
 * @param length number of bytes, at least 1
 */
public record Span(long offset, long length) {
    public Span {
        if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("span out of range: offset " + offset + ", length " + length);
        }
    }

    /** The first byte after the span. */
    public long end() {
        return offset + length;
    }
}
