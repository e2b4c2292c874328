package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.ContentCoding;
import io.github.enxame.protocol.url.LenientUrl;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of one HTTP/1.0 or 1.1 answer (RFC 9112); its body follows on the connection. Everything is bounded. */
final class RangeAnswer {
    static final long UNSAID = -1;

    private static final int MAX_HEAD_LENGTH = 32 << 10;

    private final InputStream in;
    private int headLeft = MAX_HEAD_LENGTH;
    private int status;
    private long bodyLength = UNSAID;
    private Optional<ContentRange> range = Optional.empty();
    private boolean packed;
    private boolean manyParts;
    private long retrySeconds = WebSeedException.UNSAID;
    private @Nullable String location;
    private boolean chunked;
    private boolean last;

    private RangeAnswer(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the head of the next answer; informational ones before it are passed over.
     *
     * @throws EOFException when the server hung up
     * @throws WebSeedException when what it says is no answer
     */
    static RangeAnswer read(InputStream in) throws IOException {
        RangeAnswer answer = new RangeAnswer(in);
        do {
            answer.readStatus(answer.line());
            for (String line = answer.line(); !line.isEmpty(); line = answer.line()) {
                answer.field(line);
            }
        } while (answer.status < 200);
        return answer;
    }

    private void readStatus(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        status = http ? (int) number(line.substring(9, 12)) : 0;
        if (status < 100) {
            throw new WebSeedException("it does not speak HTTP/1.1");
        }
        last = line.startsWith("HTTP/1.0");
    }

    private void field(String line) throws IOException {
        int colon = Math.max(0, line.indexOf(':'));
        String value = line.substring(Math.min(line.length(), colon + 1)).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "location" -> location = LenientUrl.text(value.getBytes(StandardCharsets.ISO_8859_1));
            case "content-length" -> bodyLength = number(value);
            case "content-range" -> range = ContentRange.parse(value);
            case "content-encoding" -> packed = ContentCoding.isPacked(value);
            case "content-type" -> manyParts = value.toLowerCase(Locale.ROOT).startsWith("multipart/byteranges");
            case "transfer-encoding" -> coded(value.toLowerCase(Locale.ROOT));
            case "connection" -> {
                String options = value.toLowerCase(Locale.ROOT);
                last = options.contains("close") || (last && !options.contains("keep-alive"));
            }
            case "retry-after" -> retrySeconds = seconds(value);
            default -> {
                // Nothing else changes how the answer is read.
            }
        }
    }

    private void coded(String transfer) throws IOException {
        chunked |= transfer.contains("chunked");
        if (transfer.contains("gzip") || transfer.contains("deflate") || transfer.contains("compress")) {
            throw new WebSeedException("it packs what it sends (Transfer-Encoding " + transfer + ")");
        }
    }

    /** A line without its end; all lines together are bounded. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("its answer ends early");
            }
            if (--headLeft < 0) {
                throw new WebSeedException("its answer's head is longer than " + MAX_HEAD_LENGTH + " bytes");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static long number(String text) throws IOException {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new WebSeedException("its answer holds a number that is none");
        }
        return Long.parseLong(text);
    }

    /** A moment instead of a duration counts as unsaid: only short rests are honoured anyway. */
    private static long seconds(String value) {
        boolean digits =
                !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(value) : WebSeedException.UNSAID;
    }

    int status() {
        return status;
    }

    /** Bytes of body, or {@link #UNSAID} where only its end tells. */
    long bodyLength() {
        return chunked ? UNSAID : bodyLength;
    }

    /** Which bytes of the file the body holds, as it says. */
    Optional<ContentRange> range() {
        return range;
    }

    /** Whether the body is packed, though it was asked for as it is. */
    boolean packed() {
        return packed;
    }

    /** Whether the body holds several ranges, though one was asked for. */
    boolean manyParts() {
        return manyParts;
    }

    /** The body, to be read next. */
    AnswerBody body() {
        return new AnswerBody(in, chunked, bodyLength);
    }

    /** How long the server wants to be left alone, or {@link WebSeedException#UNSAID}. */
    long retrySeconds() {
        return retrySeconds;
    }

    /** Where to look instead, if this is a redirect that says so. */
    @Nullable String redirect() {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirect ? location : null;
    }

    /** Whether the connection is of no use after this answer. */
    boolean last() {
        return last || (!chunked && bodyLength == UNSAID);
    }
}
