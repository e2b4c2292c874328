package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads names as text: as UTF-8, else in the encoding that the .torrent names, else as UTF-8 with {@code %E9} for each byte
 * that is none, so that names that differ stay different.
 */
final class NameText {
    /** Longest name of an encoding that is looked up. */
    static final int MAX_ENCODING_LENGTH = 40;

    /** For names of which nobody says how they are encoded. */
    static final NameText UTF_8 = new NameText(Optional.empty());

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Optional<Charset> encoding;

    private NameText(Optional<Charset> encoding) {
        this.encoding = encoding;
    }

    /** For the names of a .torrent whose key {@code encoding} has this value. One that nobody knows counts as none. */
    static NameText of(Optional<String> encoding) {
        return encoding.filter(name -> name.length() <= MAX_ENCODING_LENGTH)
                .flatMap(NameText::charset)
                .map(known -> new NameText(Optional.of(known)))
                .orElse(UTF_8);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name.strip()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** A name as people read it. */
    String of(BString raw) {
        return raw.utf8()
                .or(() -> encoding.flatMap(known -> decoded(raw, known)))
                .orElseGet(() -> escaped(raw));
    }

    private static Optional<String> decoded(BString raw, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(raw.buffer()).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static String escaped(BString raw) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = raw.buffer();
        CharBuffer text = CharBuffer.allocate(raw.length());
        StringBuilder escaped = new StringBuilder(raw.length() * 2);
        while (true) {
            CoderResult result = decoder.decode(bytes, text.clear(), true);
            escaped.append(text.flip());
            if (!result.isError()) {
                return escaped.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escaped.append('%').append(HEX.toHexDigits(bytes.get()));
            }
            decoder.reset();
        }
    }
}
