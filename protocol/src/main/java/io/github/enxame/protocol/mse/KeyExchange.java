package io.github.enxame.protocol.mse;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * One side of the Diffie-Hellman exchange: 768-bit prime, generator 2, a private exponent of 160 bits. Making one and
 * taking the other side's key cost about a tenth of a millisecond of computing each.
 */
final class KeyExchange {
    /** Bytes of a public key, and of the secret. */
    static final int LENGTH = 96;

    static final BigInteger PRIME = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A63A36210000000000090563",
            16);

    private static final BigInteger GENERATOR = BigInteger.TWO;
    private static final int EXPONENT_BYTES = 20;

    private final BigInteger exponent;

    KeyExchange(RandomGenerator random) {
        byte[] chance = new byte[EXPONENT_BYTES];
        random.nextBytes(chance);
        this.exponent = new BigInteger(1, chance);
    }

    /** What the other side is told: {@link #LENGTH} bytes, big-endian. */
    byte[] publicKey() {
        return bytes(GENERATOR.modPow(exponent, PRIME));
    }

    /**
     * What both sides share.
     *
     * @param theirs the other side's {@link #LENGTH} bytes
     * @throws MseException when they are no key, or one that makes the secret known to everybody
     */
    byte[] secret(byte[] theirs) throws MseException {
        BigInteger key = new BigInteger(1, theirs);
        if (key.compareTo(BigInteger.ONE) <= 0 || key.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
            throw new MseException("its public key is out of range");
        }
        return bytes(key.modPow(exponent, PRIME));
    }

    private static byte[] bytes(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] fixed = new byte[LENGTH];
        int length = Math.min(raw.length, LENGTH);
        System.arraycopy(raw, raw.length - length, fixed, LENGTH - length, length);
        return fixed;
    }
}
