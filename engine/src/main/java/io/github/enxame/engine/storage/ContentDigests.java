package io.github.enxame.engine.storage;

/**
 * The digests of one file's bytes, each in lower-case hex.
 *
 * @param length the file's bytes
 */
public record ContentDigests(long length, String md5, String sha1, String sha256) {}
