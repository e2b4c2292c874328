package io.github.enxame.protocol.bencode;

/**
 * A bencoded integer: {@code i42e}. BEP 3 sets no limit; Enxame refuses what 64 bits do not hold.
 *
 * @param value the number
 */
public record BInteger(long value) implements BValue {}
