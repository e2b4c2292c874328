package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.tracker.TrackerServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionLimiterTest {
    private final List<Socket> held = new ArrayList<>();

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("node"), tracker);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        node.close();
        tracker.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(30_000);
        held.add(socket);
        return socket;
    }

    private BufferedReader listen() throws IOException {
        Socket socket = connect();
        socket.getOutputStream()
                .write(("GET /api/events HTTP/1.1\r\nHost: localhost:" + node.port() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !line.startsWith("data: "); line = lines.readLine()) {
            assertThat(line).doesNotContain("500", "503");
        }
        return lines;
    }

    @Test
    void few_files_of_the_process_mean_few_connections() {
        assertThat(ConnectionLimiter.most(16)).isEqualTo(4);
        assertThat(ConnectionLimiter.most(64)).isEqualTo(4);
        assertThat(ConnectionLimiter.most(256)).isEqualTo(52);
        assertThat(ConnectionLimiter.most(1024)).isEqualTo(244);
        assertThat(ConnectionLimiter.most(Long.MAX_VALUE)).isEqualTo(ConnectionLimiter.MAX_CONNECTIONS);
    }

    @Test
    void silent_connections_keep_nobody_out_and_end_the_oldest_of_their_own() throws Exception {
        BufferedReader stream = listen();
        Socket first = connect();
        for (int i = 0; i < ConnectionLimiter.MAX_CONNECTIONS + 100; i++) {
            connect();
        }
        assertThat(node.get("/api/state").statusCode()).isEqualTo(200);
        assertThat(first.getInputStream().read()).isEqualTo(-1);
        node.post("/api/torrents?name=a.txt", "application/octet-stream", "uma frase".getBytes(StandardCharsets.UTF_8));
        String next = stream.readLine();
        while (next != null && !next.contains("a.txt")) {
            next = stream.readLine();
        }
        assertThat(next).as("the user's own stream goes on").isNotNull();
    }

    @Test
    void one_stream_too_many_ends_the_oldest() throws Exception {
        BufferedReader oldest = listen();
        for (int i = 0; i < StreamLimiter.MAX_STREAMS; i++) {
            listen();
        }
        String line = oldest.readLine();
        while (line != null) {
            line = oldest.readLine();
        }
        assertThat(node.get("/api/state").statusCode()).isEqualTo(200);
    }
}
