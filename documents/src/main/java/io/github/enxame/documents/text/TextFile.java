package io.github.enxame.documents.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A text and where each of its characters lies in the file.
 *
 * @param text the characters, without a byte order mark
 * @param utf8 whether a character takes its length in UTF-8; otherwise one byte
 * @param offset the file's byte at which the text starts: the length of the byte order mark
 */
record TextFile(String text, boolean utf8, int offset) {
    /** Decodes UTF-8, else Latin-1; empty if the bytes hold control characters that no text has. */
    static Optional<TextFile> decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return Optional.empty();
            }
        }
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int start = mark ? 3 : 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
            return Optional.of(new TextFile(text, true, start));
        } catch (CharacterCodingException e) {
            return Optional.of(new TextFile(new String(bytes, StandardCharsets.ISO_8859_1), false, 0));
        }
    }

    /** The number of bytes that the characters from one index to another take. */
    long bytes(int from, int to) {
        if (!utf8) {
            return (long) to - from;
        }
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
