package io.github.enxame.protocol.mse;

import java.util.random.RandomGenerator;

/** No chance: the exponent that the test wants, and padding of the length that it wants. */
record FixedChance(byte[] exponent, int padding) implements RandomGenerator {
    @Override
    public void nextBytes(byte[] bytes) {
        for (int n = 0; n < bytes.length; n++) {
            bytes[n] = exponent[n % exponent.length];
        }
    }

    @Override
    public int nextInt(int bound) {
        return padding;
    }

    @Override
    public long nextLong() {
        throw new IllegalStateException("the opening asks for chance that the test does not know of");
    }
}
