package io.github.enxame.engine.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that does with each connection exactly what a test wants, bytes and all. */
final class RawServer implements AutoCloseable {
    /** Answers one request. */
    interface Handler {
        void handle(String requestHead, OutputStream out) throws Exception;
    }

    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final ServerSocket server;

    RawServer(Handler handler) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket, handler));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket, Handler handler) {
        try (socket) {
            String head = head(socket.getInputStream());
            requests.add(head);
            handler.handle(head, socket.getOutputStream());
        } catch (Exception clientWentAway) {
            // What the client saw is what the test looks at.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    /** A whole answer with {@code body}. */
    static Handler answering(String status, String headers, String body) {
        return (head, out) -> out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
