package io.github.enxame.tracker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP of any bytes, and its answer.
 *
 * @param status the answer's; 0 where the connection was closed without one
 * @param head its head in lower case
 * @param body its body
 */
record RawExchange(int status, String head, byte[] body) {
    private static final int ANSWER_MILLIS = 8_000;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)\r\n");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    /**
     * Sends a request on a connection of its own, and nothing after it.
     *
     * @param head its bytes without the empty line at the end
     * @throws IOException where no answer came in time, or half of one
     */
    static RawExchange of(int port, byte[] head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            // Closed ports need not wait, with thousands of connections a minute.
            socket.setSoLinger(true, 0);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(head);
            out.writeBytes(HEAD_END);
            out.writeBytes(body);
            try {
                socket.getOutputStream().write(out.toByteArray());
                socket.shutdownOutput();
            } catch (IOException closed) {
                // Refused before it was sent.
            }
            return answer(socket);
        }
    }

    private static RawExchange answer(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 14];
        while (true) {
            byte[] bytes = received.toByteArray();
            RawExchange whole = parse(bytes);
            if (whole != null) {
                return whole;
            }
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                if (bytes.length == 0) {
                    return new RawExchange(0, "", bytes);
                }
                throw new IOException("half an answer: " + new String(bytes, StandardCharsets.ISO_8859_1));
            }
            received.write(buffer, 0, count);
        }
    }

    /** The first answer that is none on the way (RFC 9110, 15.2); null where it is not whole yet. */
    private static @Nullable RawExchange parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = 0;
        while (true) {
            int end = text.indexOf("\r\n\r\n", start);
            if (end < 0) {
                return null;
            }
            String head = text.substring(start, end + 2).toLowerCase(Locale.ROOT);
            int status = Integer.parseInt(head.substring(9, 12));
            Matcher length = CONTENT_LENGTH.matcher(head);
            int bodyEnd = end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            if (status >= 200) {
                return bodyEnd <= bytes.length
                        ? new RawExchange(status, head, Arrays.copyOfRange(bytes, end + 4, bodyEnd))
                        : null;
            }
            start = end + 4;
        }
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
