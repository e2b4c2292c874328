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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventsTest {
    @TempDir
    Path folder;

    private static BufferedReader listen(Socket socket, int port) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET /api/events HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        return "";
    }

    @Test
    void the_list_comes_at_once_and_again_when_it_changes_and_ends_with_the_daemon() throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder);
                LocalNode node = LocalNode.open(folder, tracker);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            BufferedReader lines = listen(socket, node.port());
            assertThat(next(lines, "event: ")).isEqualTo("event: torrents");
            assertThat(next(lines, "data: ")).isEqualTo("data: {\"torrents\":[]}");
            node.post(
                    "/api/torrents?name=a.txt",
                    "application/octet-stream",
                    "uma frase".getBytes(StandardCharsets.UTF_8));
            assertThat(next(lines, "data: ")).contains("\"name\":\"a.txt\"");
            node.stop();
            assertThat(next(lines, "data: ")).isEmpty();
        }
    }
}
