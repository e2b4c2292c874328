package io.github.enxame.engine.discovery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one HTTP/1.0 or 1.1 answer (RFC 9112) from a connection that is closed after it; everything is bounded. */
final class HttpAnswerReader {
    private static final int MAX_HEAD_LENGTH = 32 << 10;
    private static final long UNSAID = -1;

    private final InputStream in;
    private final int maxBodyLength;
    private int headLeft = MAX_HEAD_LENGTH;
    private @Nullable String location;
    private long bodyLength = UNSAID;
    private boolean chunked;

    HttpAnswerReader(InputStream in, int maxBodyLength) {
        this.in = new BufferedInputStream(in, 4096);
        this.maxBodyLength = maxBodyLength;
    }

    HttpAnswer read() throws IOException {
        int status;
        do {
            status = status(line());
            fields();
        } while (status < 200);
        byte[] body = chunked ? chunks() : bodyLength == UNSAID ? toTheEnd() : exactly(bodyLength);
        return new HttpAnswer(status, location, body);
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
                case "location" -> location = value;
                case "content-length" -> bodyLength = number(value, 10);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
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

    private byte[] toTheEnd() throws IOException {
        byte[] body = in.readNBytes(maxBodyLength + 1);
        check(body.length);
        return body;
    }

    private byte[] exactly(long length) throws IOException {
        check(length);
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw new IOException("the answer ends early");
        }
        return body;
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
            body.writeBytes(exactly(length));
            line();
        }
    }

    private void check(long length) throws IOException {
        if (length > maxBodyLength) {
            throw new IOException("the answer is longer than " + maxBodyLength + " bytes");
        }
    }
}
