package io.github.enxame.engine.webseed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** The body of one answer, in whichever way its end is told (RFC 9112, 6.3). Blocks its thread. */
final class AnswerBody {
    /** Longest line before a chunk, in bytes. */
    static final int MAX_CHUNK_LINE_LENGTH = 1024;

    /** Most bytes of the fields after the last chunk. */
    static final int MAX_TRAILER_LENGTH = 8 << 10;

    private final InputStream in;
    private final boolean chunked;
    /** Bytes left, of the chunk where the body is chunked; {@link RangeAnswer#UNSAID} until the connection closes. */
    private long left;

    private boolean begun;
    private boolean ended;

    /**
     * A body that was not read yet.
     *
     * @param length in bytes, or {@link RangeAnswer#UNSAID} where only the connection's end tells it
     */
    AnswerBody(InputStream in, boolean chunked, long length) {
        this.in = in;
        this.chunked = chunked;
        this.left = chunked ? 0 : length;
    }

    /** Fills {@code length} bytes with what comes next. */
    void read(byte[] into, int length) throws IOException {
        for (int at = 0; at < length; ) {
            int part = in.read(into, at, (int) Math.min(length - at, ready()));
            if (part < 0) {
                throw new EOFException("its answer ends early");
            }
            took(part);
            at += part;
        }
    }

    /** Passes over the next bytes. */
    void skip(long length) throws IOException {
        byte[] nowhere = new byte[(int) Math.min(length, 16 << 10)];
        for (long at = 0; at < length; ) {
            int part = (int) Math.min(nowhere.length, length - at);
            read(nowhere, part);
            at += part;
        }
    }

    private void took(int bytes) {
        if (left != RangeAnswer.UNSAID) {
            left -= bytes;
        }
    }

    /** How many bytes may be read in one go: at least one. */
    private long ready() throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended || left == 0) {
            throw new EOFException("its answer ends early");
        }
        return left == RangeAnswer.UNSAID ? Integer.MAX_VALUE : left;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            line(MAX_CHUNK_LINE_LENGTH);
        }
        begun = true;
        String line = line(MAX_CHUNK_LINE_LENGTH);
        int extension = line.indexOf(';');
        left = length((extension < 0 ? line : line.substring(0, extension)).strip());
        if (left == 0) {
            ended = true;
            int most = MAX_TRAILER_LENGTH;
            for (String field = line(most); !field.isEmpty(); field = line(most)) {
                most -= field.length();
            }
        }
    }

    private static long length(String hexadecimal) throws IOException {
        boolean digits = !hexadecimal.isEmpty()
                && hexadecimal.length() <= 15
                && hexadecimal.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        if (!digits) {
            throw new WebSeedException("a part of its answer has a length that is none");
        }
        return Long.parseLong(hexadecimal, 16);
    }

    private String line(int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("its answer ends early");
            }
            if (line.length() >= most) {
                throw new WebSeedException("a line between the parts of its answer is too long");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    /** All that is wanted was read: whether this was the end, so that the connection may bring another answer. */
    boolean finish() throws IOException {
        if (!chunked) {
            return left == 0;
        }
        if (left == 0 && !ended) {
            try {
                nextChunk();
            } catch (EOFException | SocketTimeoutException unfinished) {
                return false;
            }
        }
        return ended;
    }
}
