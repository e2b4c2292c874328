package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the tables of SECURITY.md against a running {@code enxame up}. */
class SecurityTest {
    private static final Path DOCUMENT = Path.of("..", "SECURITY.md");
    private static final String LISTENING = "0A";

    @TempDir
    private Path folder;

    @Test
    void whatListensWhatIsKeptAndWhatAnswersSayIsWhatTheDocumentSays() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "only Linux tells what a process listens at");
        TreeMap<String, Integer> ports = new TreeMap<>();
        for (String usual : List.of("7070", "6969", "6881")) {
            ports.put(usual, freePort());
        }
        ports.put("6771", 6771);
        Path state = folder.resolve("state");
        try (Started up = Started.run(
                folder,
                "up",
                "--state",
                state.toString(),
                "--into",
                folder.resolve("into").toString(),
                "--web-port",
                ports.get("7070").toString(),
                "--tracker-port",
                ports.get("6969").toString(),
                "--port",
                ports.get("6881").toString())) {
            up.line("downloads");
            assertThat(listeners(up.pid())).isEqualTo(documentedListeners(ports));
            assertThat(looseModes(state)).isEmpty();
            for (String request : List.of("GET / ", "GET /api/torrents ", "GET /api/nothing ", "PUT /api/state ")) {
                for (String host : List.of("localhost:" + ports.get("7070"), "evil.example")) {
                    assertThat(answer(ports.get("7070"), request, host))
                            .as(request + host)
                            .containsAll(documentedHeaders());
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The cells of the table whose head begins so. */
    private static List<List<String>> table(String head) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| " + head)) {
                inside = true;
            } else if (inside && line.startsWith("| ---")) {
                continue;
            } else if (inside && line.startsWith("| ")) {
                rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
            } else {
                inside = false;
            }
        }
        assertThat(rows).as(head).isNotEmpty();
        return rows;
    }

    private static Set<String> documentedListeners(TreeMap<String, Integer> ports) throws IOException {
        return table("what | protocol").stream()
                .map(row -> row.get(1) + " " + ports.get(row.get(3)) + " from " + row.get(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> documentedHeaders() throws IOException {
        return table("header | value").stream()
                .map(row -> row.get(0) + ": " + row.get(1))
                .toList();
    }

    /** What a process listens at: TCP sockets that listen and UDP sockets that are bound and not connected. */
    private static Set<String> listeners(long pid) throws IOException {
        Set<String> inodes = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        Set<String> found = new TreeSet<>();
        for (String name : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + name))) {
                String[] words = line.strip().split("\\s+");
                boolean bound = words.length > 9
                        && inodes.contains(words[9])
                        && (name.startsWith("udp") ? words[2].endsWith(":0000") : words[3].equals(LISTENING));
                if (bound) {
                    String[] local = words[1].split(":");
                    found.add(name.substring(0, 3) + " " + Integer.parseInt(local[1], 16) + " from " + reach(local[0]));
                }
            }
        }
        return found;
    }

    private static String reach(String hex) {
        Set<String> loopback =
                Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");
        // 239.192.152.143 and ff15::efc0:988f of BEP 14, as the system shows them.
        Set<String> groups = Set.of("8F98C0EF", "000015FF00000000000000008F98C0EF");
        return loopback.contains(hex)
                ? "this computer"
                : groups.contains(hex) ? "their multicast groups" : hex.matches("0+") ? "everywhere" : hex;
    }

    private static List<String> looseModes(Path state) throws IOException {
        List<List<String>> modes = table("where | mode");
        String folders = modes.get(0).get(1);
        String files = modes.get(1).get(1);
        List<String> loose = new ArrayList<>();
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                String wanted = Files.isDirectory(path) ? folders : files;
                if (!mode.equals(wanted.equals("0700") ? "rwx------" : "rw-------")) {
                    loose.add(path + " " + mode);
                }
            }
        }
        return loose;
    }

    private static List<String> answer(int port, String request, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write((request + "HTTP/1.1\r\nHost: " + host
                                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
