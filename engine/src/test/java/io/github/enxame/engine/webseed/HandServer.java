package io.github.enxame.engine.webseed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that answers as a test says and keeps connections open. */
public final class HandServer implements AutoCloseable {
    /** A request for bytes of a path, both ends included; the last is -1 where all is asked for. */
    public record Asked(String path, int from, int to) {}

    /**
     * What comes back: the head's lines without the length, and the body. One with {@code Connection: close} is ended by that,
     * one with {@code Transfer-Encoding} as its body says.
     */
    public record Answer(String head, byte[] body) {}

    /** Answers one request. */
    public interface Handler {
        Answer answer(Asked asked) throws IOException;
    }

    private final ServerSocket server;
    private final Thread accepting;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    public HandServer(Handler handler) throws IOException {
        this(ownPort(), handler);
    }

    public HandServer(int port, Handler handler) throws IOException {
        this.handler = handler;
        this.server = bound(port);
        this.accepting = Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** Gives parts of this content, whatever the path. */
    public static Handler parts(byte[] content) {
        return asked -> part(content, asked);
    }

    /** The part of a content that was asked for. */
    public static Answer part(byte[] content, Asked asked) {
        return new Answer(
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + asked.from() + "-" + asked.to() + "/"
                        + content.length,
                Arrays.copyOfRange(content, asked.from(), asked.to() + 1));
    }

    /** A body as one chunk. */
    public static byte[] chunked(byte[] body) {
        byte[] head = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] end = "\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(head.length + body.length + end.length)
                .put(head)
                .put(body)
                .put(end)
                .array();
    }

    /** An answer without a body. */
    public static Answer empty(String head) {
        return new Answer(head, new byte[0]);
    }

    /**
     * A free port of those that systems give to nobody who does not ask for them (RFC 6335 has them from 49152, Linux from
     * 32768): it is still free when a server comes back, and nobody else still dials it.
     */
    public static int ownPort() throws IOException {
        for (int tries = 0; tries < 1_000; tries++) {
            try (ServerSocket free = bound(ThreadLocalRandom.current().nextInt(10_240, 32_768))) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // Another one.
            }
        }
        throw new BindException("no port from 10240 to 32767 is free");
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Asked request = parse(head);
                asked.add(request);
                Answer answer = handler.answer(request);
                boolean framed = answer.head().contains("Transfer-Encoding:");
                boolean closing = answer.head().contains("Connection: close");
                String length = framed || closing ? "" : "\r\nContent-Length: " + answer.body().length;
                out.write((answer.head() + length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(answer.body());
                out.flush();
                if (closing) {
                    return;
                }
            }
        } catch (IOException hungUp) {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static Asked parse(String head) {
        String path = head.substring(4, head.indexOf(' ', 4));
        if (!head.contains("Range: bytes=")) {
            return new Asked(path, 0, -1);
        }
        int at = head.indexOf("Range: bytes=") + 13;
        String[] range = head.substring(at, head.indexOf('\r', at)).split("-");
        return new Asked(path, Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** All requests so far, in order. */
    public List<Asked> asked() {
        return asked;
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** Stops listening, so that the port is free, and breaks every connection. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }
}
