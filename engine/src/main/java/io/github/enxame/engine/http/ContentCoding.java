package io.github.enxame.engine.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Unpacks bodies that a server packed although it was asked not to (RFC 9110, 8.4.1). What comes out is bounded. */
public final class ContentCoding {
    private static final int MIN_PACKED_LENGTH = 2;

    private ContentCoding() {}

    /** Whether {@code Content-Encoding} says that a body is packed. */
    public static boolean isPacked(String contentEncoding) {
        String coding = contentEncoding.strip().toLowerCase(Locale.ROOT);
        return !coding.isEmpty() && !coding.equals("identity") && !coding.equals("none") && !coding.equals("utf-8");
    }

    /**
     * The body itself. One that begins as gzip does is unpacked whatever the header says, since no reply begins so; one that
     * ends early gives what it held.
     *
     * @param contentEncoding what the header says; empty for nothing
     * @throws IOException when it cannot be unpacked, or has more than {@code maxLength} bytes
     */
    public static byte[] unpacked(byte[] body, String contentEncoding, int maxLength) throws IOException {
        boolean gzip = body.length >= MIN_PACKED_LENGTH && body[0] == 0x1f && body[1] == (byte) 0x8b;
        if (gzip) {
            return bounded(() -> new GZIPInputStream(new ByteArrayInputStream(body)), maxLength);
        }
        if (!contentEncoding.strip().equalsIgnoreCase("deflate") || body.length < MIN_PACKED_LENGTH) {
            return body;
        }
        boolean zlib = (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try {
            return bounded(() -> new InflaterInputStream(new ByteArrayInputStream(body), inflater), maxLength);
        } finally {
            inflater.end();
        }
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private static byte[] bounded(Source source, int maxLength) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (InputStream in = source.open()) {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (out.size() + read > maxLength) {
                    throw new IOException("the answer is longer than " + maxLength + " bytes when it is unpacked");
                }
                out.write(part, 0, read);
            }
        } catch (EOFException | ZipException cut) {
            if (out.size() == 0) {
                throw new IOException("the answer is packed and cannot be unpacked", cut);
            }
        }
        return out.toByteArray();
    }
}
