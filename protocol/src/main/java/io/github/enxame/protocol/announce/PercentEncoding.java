package io.github.enxame.protocol.announce;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding (RFC 3986) of bytes, exact for every byte value: nothing is taken for text on the way. A plus sign is
 * a plus sign.
 */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Appends {@code bytes}: unreserved characters as they are, everything else as {@code %XX}. */
    static void append(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (unreserved(c)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }

    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** The bytes that {@code text} from {@code start} to before {@code end} stands for. */
    static byte[] decode(String text, int start, int end) throws AnnounceException {
        byte[] out = new byte[decodedLength(text, start, end)];
        int at = start;
        for (int i = 0; i < out.length; i++) {
            char c = text.charAt(at);
            if (c == '%') {
                out[i] = (byte) (digit(text, at + 1) << 4 | digit(text, at + 2));
                at += 3;
            } else if (c <= 0xff) {
                out[i] = (byte) c;
                at++;
            } else {
                throw new AnnounceException("a query holds a character that is no byte: " + (int) c);
            }
        }
        return out;
    }

    private static int decodedLength(String text, int start, int end) throws AnnounceException {
        int length = 0;
        for (int at = start; at < end; length++) {
            at += text.charAt(at) == '%' ? 3 : 1;
            if (at > end) {
                throw new AnnounceException("a query ends within a percent-encoded byte");
            }
        }
        return length;
    }

    private static int digit(String text, int at) throws AnnounceException {
        int value = Character.digit(text.charAt(at), 16);
        if (value < 0 || text.charAt(at) > 'f') {
            throw new AnnounceException("a query holds % without two hexadecimal digits after it");
        }
        return value;
    }

    /** The decoded bytes, one character for each: exact, and readable where they are ASCII. */
    static String decodeLatin1(String text, int start, int end) throws AnnounceException {
        return new String(decode(text, start, end), StandardCharsets.ISO_8859_1);
    }
}
