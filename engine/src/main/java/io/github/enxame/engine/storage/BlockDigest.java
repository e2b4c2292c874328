package io.github.enxame.engine.storage;

/** Two halves of a digest of one block as it was written; equal for equal bytes. */
public record BlockDigest(long high, long low) {}
