package io.github.enxame.protocol.mse;

import java.nio.ByteBuffer;

/**
 * The RC4 stream cipher: the same step enciphers and deciphers. It works in place on buffers of any kind, direct ones too,
 * eight bytes at a time. The platform's own ({@code javax.crypto}, "ARCFOUR") works on arrays, so that each byte of a
 * direct buffer would be copied to one and back, and a runtime may lack it. RC4 is broken as a cipher; here it only hides
 * what is spoken from machines that look at the first bytes. One connection's direction, one thread at a time.
 */
public final class Rc4 {
    private static final int SIZE = 256;
    private static final int MASK = SIZE - 1;

    /** A permutation of 0 to 255. */
    private final byte[] state = new byte[SIZE];

    private int i;
    private int j;

    /** The cipher at the start of its stream. */
    public Rc4(byte[] key) {
        if (key.length == 0 || key.length > SIZE) {
            throw new IllegalArgumentException("a key has 1 to 256 bytes, not " + key.length);
        }
        for (int n = 0; n < SIZE; n++) {
            state[n] = (byte) n;
        }
        int other = 0;
        for (int n = 0; n < SIZE; n++) {
            other = (other + state[n] + key[n % key.length]) & MASK;
            byte swapped = state[n];
            state[n] = state[other];
            state[other] = swapped;
        }
    }

    /** Passes over the next {@code count} bytes of the stream. */
    public void skip(int count) {
        for (int n = 0; n < count; n++) {
            next();
        }
    }

    /** Enciphers or deciphers the bytes of a big-endian buffer from index {@code from} up to {@code to}, in place. */
    public void apply(ByteBuffer buffer, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            buffer.putLong(at, buffer.getLong(at) ^ nextEight());
        }
        for (; at < to; at++) {
            buffer.put(at, (byte) (buffer.get(at) ^ next()));
        }
    }

    /** Enciphers or deciphers what remains in a buffer, in place; its position stays. */
    public void apply(ByteBuffer buffer) {
        apply(buffer, buffer.position(), buffer.limit());
    }

    private int next() {
        i = (i + 1) & MASK;
        int first = state[i];
        j = (j + first) & MASK;
        int second = state[j];
        state[i] = (byte) second;
        state[j] = (byte) first;
        return state[(first + second) & MASK] & MASK;
    }

    private long nextEight() {
        byte[] s = state;
        int a = i;
        int b = j;
        long bytes = 0;
        for (int n = 0; n < Long.BYTES; n++) {
            a = (a + 1) & MASK;
            byte first = s[a];
            b = (b + first) & MASK;
            byte second = s[b];
            s[a] = second;
            s[b] = first;
            bytes = bytes << 8 | (s[(first + second) & MASK] & MASK);
        }
        i = a;
        j = b;
        return bytes;
    }
}
