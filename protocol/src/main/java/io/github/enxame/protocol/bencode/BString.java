package io.github.enxame.protocol.bencode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A bencoded byte string: {@code 4:spam}. It holds bytes, not characters; {@link #utf8()} says whether they are text. */
public final class BString implements BValue, Comparable<BString> {
    private final byte[] bytes;
    private final int from;
    private final int length;

    /** Takes ownership of {@code bytes}; only this package, which never shares an array, may call it. */
    BString(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** The string of {@code length} of these bytes, which nobody may change any more. */
    BString(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /** A string of a copy of these bytes. */
    public static BString of(byte[] bytes) {
        return new BString(bytes.clone());
    }

    /** A string of the UTF-8 encoding of {@code text}. */
    public static BString of(String text) {
        return new BString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** The bytes without a copy, read-only, from position 0. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, from, length).slice().asReadOnlyBuffer();
    }

    /** The text, if the bytes are well-formed UTF-8. */
    public Optional<String> utf8() {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** The text, with U+FFFD in place of what is not well-formed UTF-8. */
    public String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Appends {@code length:bytes} to {@code out}. */
    void appendTo(ByteSink out) {
        out.ascii(Integer.toString(length)).append((byte) ':').append(bytes, from, length);
    }

    /** Orders by unsigned bytes, as BEP 3 sorts the keys of a dictionary. */
    @Override
    public int compareTo(BString other) {
        return Arrays.compareUnsigned(bytes, from, from + length, other.bytes, other.from, other.from + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BString string
                && Arrays.equals(bytes, from, from + length, string.bytes, string.from, string.from + string.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The text, cut short: for messages and debugging. */
    @Override
    public String toString() {
        return length <= 64 ? text() : new String(bytes, from, 64, StandardCharsets.UTF_8) + "… (" + length + " bytes)";
    }
}
