package io.github.enxame.tracker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP requests written by hand, so that tests can send what no client would. */
final class RawHttp {
    private RawHttp() {}

    /** An answer. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static Answer get(URI url) throws IOException {
        return request(url.getPort(), "GET " + url.getRawPath() + "?" + url.getRawQuery(), "", new byte[0]);
    }

    /** Sends a request whose target is written as it is; headers end with a line break each. */
    static Answer request(int port, String target, String headers, byte[] body) throws IOException {
        String host = headers.contains("Host:") ? "" : "Host: 127.0.0.1:" + port + "\r\n";
        String length = headers.contains("Content-Length:") ? "" : "Content-Length: " + body.length + "\r\n";
        String head = target + " HTTP/1.1\r\n" + host + headers + length + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(body);
            socket.getOutputStream().write(out.toByteArray());
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer parse(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP answer: " + text);
        }
        int status = Integer.parseInt(text.substring(9, 12));
        return new Answer(status, text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
}
