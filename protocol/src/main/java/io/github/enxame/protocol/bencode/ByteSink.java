package io.github.enxame.protocol.bencode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, written by the encoder; unlike {@link java.io.ByteArrayOutputStream} it takes no lock. */
final class ByteSink {
    private byte[] bytes = new byte[256];
    private int length;

    ByteSink append(byte value) {
        ensureRoomFor(1);
        bytes[length++] = value;
        return this;
    }

    ByteSink append(byte[] values) {
        ensureRoomFor(values.length);
        System.arraycopy(values, 0, bytes, length, values.length);
        length += values.length;
        return this;
    }

    ByteSink ascii(String text) {
        return append(text.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensureRoomFor(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
        }
    }
}
