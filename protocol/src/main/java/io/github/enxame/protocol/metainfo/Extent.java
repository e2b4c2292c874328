package io.github.enxame.protocol.metainfo;

/**
 * A run of bytes inside one file.
 *
 * @param file index into {@link Info#files()}; it may be a pad file, whose bytes are zeros
 * @param offset first byte, counted from the start of the file
 * @param length number of bytes, at least 1
 */
public record Extent(int file, long offset, int length) {}
