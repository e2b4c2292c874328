package io.github.enxame.engine.http;

import io.github.enxame.protocol.url.LenientUrl;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one HTTP/1.0 or 1.1 answer (RFC 9112) from a connection that is closed after it; everything is bounded. */
public final class HttpAnswerReader {
    private static final int MAX_HEAD_LENGTH = 32 << 10;
    private static final long UNSAID = -1;

    private final InputStream in;
    private final int maxBodyLength;
    private int headLeft = MAX_HEAD_LENGTH;
    private @Nullable String location;
    private long bodyLength = UNSAID;
    private boolean chunked;
    private String contentEncoding = "";

    /** A reader of the answer that comes next; a body of more than {@code maxBodyLength} bytes, packed or not, is refused. */
    public HttpAnswerReader(InputStream in, int maxBodyLength) {
        this.in = new BufferedInputStream(in, 4096);
        this.maxBodyLength = maxBodyLength;
    }

    /**
     * Reads the answer; informational ones before it are passed over. A redirect's body is not read.
     *
     * @throws IOException when the connection breaks before there is a body, or what comes is no answer or too long
     */
    public HttpAnswer read() throws IOException {
        int status;
        do {
            status = status(line());
            fields();
        } while (status < 200);
        HttpAnswer head = new HttpAnswer(status, location, new byte[0]);
        if (head.redirect() != null) {
            return head;
        }
        byte[] body = chunked ? chunks() : bodyLength == UNSAID ? toTheEnd() : exactly(bodyLength);
        return new HttpAnswer(status, location, ContentCoding.unpacked(body, contentEncoding, maxBodyLength));
    }

    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        int status = http ? number(line.substring(9, 12), 10) : 0;
        if (status < 100) {
            throw new IOException("it does not speak HTTP/1.1");
        }
        return status;
    }

    private void fields() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT)) {
                case "location" -> location = LenientUrl.text(value.getBytes(StandardCharsets.ISO_8859_1));
                case "content-length" -> bodyLength = length(value);
                case "content-encoding" -> contentEncoding = value;
                case "transfer-encoding" ->
                    chunked |= value.toLowerCase(Locale.ROOT).contains("chunked");
                default -> {
                    // Nothing else changes how the answer is read.
                }
            }
        }
    }

    /** A line without its end; all lines together are bounded. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the answer ends early");
            }
            if (--headLeft < 0) {
                throw new IOException("the answer's head is longer than " + MAX_HEAD_LENGTH + " bytes");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static int number(String text, int radix) throws IOException {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || value > (Integer.MAX_VALUE - digit) / radix) {
                throw new IOException("the answer holds a number that is none: " + text);
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** A length that is none counts as unsaid: the connection is closed after the answer anyway. */
    private static long length(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : UNSAID;
    }

    private byte[] toTheEnd() throws IOException {
        byte[] body = upTo(maxBodyLength + 1L);
        check(body.length);
        return body;
    }

    private byte[] exactly(long length) throws IOException {
        check(length);
        return upTo(length);
    }

    /** What comes, at most {@code length} bytes: an answer that ends early may hold a whole reply all the same. */
    private byte[] upTo(long length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        try {
            while (body.size() < length) {
                int read = in.read(part, 0, (int) Math.min(part.length, length - body.size()));
                if (read < 0) {
                    break;
                }
                body.write(part, 0, read);
            }
        } catch (SocketException broken) {
            if (body.size() == 0) {
                throw broken;
            }
        }
        return body.toByteArray();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            int length = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            check((long) body.size() + length);
            byte[] chunk = upTo(length);
            body.writeBytes(chunk);
            if (chunk.length < length) {
                return body.toByteArray();
            }
            line();
        }
    }

    private void check(long length) throws IOException {
        if (length > maxBodyLength) {
            throw new IOException("the answer is longer than " + maxBodyLength + " bytes");
        }
    }
}
