package io.github.enxame.protocol.magnet;

import java.util.Optional;

/** Base32 without padding (RFC 4648), as older magnet links write a v1 info-hash. */
final class Base32 {
    private static final int BITS = 5;

    private Base32() {}

    /** The bytes that {@code text}, in either case, stands for; empty if it has another character in it. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[(int) ((long) text.length() * BITS / Byte.SIZE)];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = (buffer << BITS | digit) & 0xfff;
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return Optional.of(bytes);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
