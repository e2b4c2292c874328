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
        return append(values, 0, values.length);
    }

    ByteSink append(byte[] values, int from, int count) {
        ensureRoomFor(count);
        System.arraycopy(values, from, bytes, length, count);
        length += count;
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
