package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose process may open few files and sockets ({@code ulimit -n}). */
@Timeout(120)
class FewFilesTest {
    /** The tests' class path has many parts, each of which is an open file; as one jar the program does with far fewer. */
    private static final int FILES = 256;

    /** More than the process may open. */
    private static final int SILENT = 300;

    @TempDir
    private Path folder;

    private final List<Socket> held = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        held.add(socket);
        return socket;
    }

    private String get(int port, String path) throws IOException {
        Socket socket = connect(port);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void silentConnectionsKeepNobodyOut() throws Exception {
        assumeTrue(!System.getProperty("os.name", "").startsWith("Windows"), "ulimit is of the shell");
        int web = freePort();
        int tracker = freePort();
        try (Started up = Started.runWithFiles(
                FILES,
                folder,
                "up",
                "--into",
                folder.resolve("into").toString(),
                "--web-port",
                Integer.toString(web),
                "--tracker-port",
                Integer.toString(tracker),
                "--port",
                Integer.toString(freePort()),
                "--no-lsd")) {
            up.line("downloads");
            for (int i = 0; i < SILENT; i++) {
                connect(web);
                connect(tracker);
            }
            assertThat(get(web, "/")).startsWith("HTTP/1.1 200");
            assertThat(get(tracker, "/api/search?q=")).startsWith("HTTP/1.1 200");
            assertThat(get(web, "/api/search?q=nothing"))
                    .as("the daemon reaches its tracker")
                    .startsWith("HTTP/1.1 200");
        }
    }
}
