package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.daemon.StateLock;
import io.github.enxame.node.library.PrivateFiles;
import io.github.enxame.tracker.TrackerServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessTest {
    private static final String NOBODY = "65534";
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    Path folder;

    /** Answers 204 to all that gets through. */
    private static final class Inner extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!request.getHttpURI().getPath().startsWith("/api/")) {
                return false;
            }
            Replies.nothing(response, callback);
            return true;
        }
    }

    private static String send(WebServer server, String request, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(request + " HTTP/1.1", "Host: localhost:" + server.port()));
        lines.addAll(List.of(headers));
        return RawHttp.send(server.port(), lines.toArray(String[]::new));
    }

    private static String enter(WebServer server, String code) throws IOException {
        String body = "{\"code\":\"" + code + "\"}";
        return send(
                server,
                "POST /api/session",
                JSON,
                "Content-Length: " + body.length(),
                "Connection: close\r\n\r\n" + body);
    }

    @Test
    void where_owners_are_not_told_a_request_without_proof_gets_nothing_but_the_page() throws Exception {
        AccessControl access = WithoutOwners.access();
        try (WebServer server = WebServer.open(0, new Inner(), access)) {
            assertThat(send(server, "GET /api/state"))
                    .startsWith("HTTP/1.1 401")
                    .contains("unauthorized", "enxame open", "WWW-Authenticate: Bearer", "nosniff");
            assertThat(send(server, "DELETE /api/torrents/x", "X-Enxame-Command: 1"))
                    .startsWith("HTTP/1.1 401");
            assertThat(send(server, "GET /api/state", "Authorization: Bearer 1"))
                    .startsWith("HTTP/1.1 401");
            assertThat(send(server, "GET /")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_connection_that_proves_nothing_ends_with_its_first_refusal() throws Exception {
        try (WebServer server = WebServer.open(0, new Inner(), WithoutOwners.access())) {
            assertThat(pipelined(server, "/api/state", 2))
                    .containsOnlyOnce("HTTP/1.1 401")
                    .contains("Connection: close");
        }
    }

    @Test
    void a_connection_that_proves_nothing_gets_so_many_files_of_the_page_and_no_more() throws Exception {
        try (WebServer server = WebServer.open(0, new Inner(), WithoutOwners.access())) {
            String answers = pipelined(server, "/", ConnectionLimiter.MAX_UNPROVEN_REQUESTS + 10);
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(ConnectionLimiter.MAX_UNPROVEN_REQUESTS + 1);
            assertThat(answers).containsOnlyOnce("Connection: close");
        }
    }

    private static String pipelined(WebServer server, String path, int count) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.repeat(count).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_secret_lets_commands_in() throws Exception {
        AccessControl access = WithoutOwners.access();
        try (WebServer server = WebServer.open(0, new Inner(), access)) {
            assertThat(send(server, "GET /api/state", "Authorization: Bearer " + access.secret()))
                    .startsWith("HTTP/1.1 204");
        }
        assertThat(AccessControl.temporary().secret())
                .hasSize(64)
                .isNotEqualTo(AccessControl.temporary().secret());
    }

    @Test
    void a_link_lets_a_browser_in_once() throws Exception {
        AccessControl access = WithoutOwners.access();
        try (WebServer server = WebServer.open(0, new Inner(), access)) {
            String link = access.linkIfNeeded(server.url()).orElseThrow();
            String code = link.substring(link.lastIndexOf('/') + 1);
            assertThat(link).startsWith(server.url() + "/#/enter/");

            String entered = enter(server, code);
            assertThat(entered).startsWith("HTTP/1.1 204").contains("; HttpOnly; SameSite=Strict");
            Matcher cookie = Pattern.compile("Set-Cookie: ([^;]+);").matcher(entered);
            assertThat(cookie.find()).isTrue();
            assertThat(cookie.group(1)).startsWith("enxame-" + server.port() + "=");
            assertThat(send(server, "GET /api/state", "Cookie: a=b; " + cookie.group(1)))
                    .startsWith("HTTP/1.1 204");
            assertThat(enter(server, code)).startsWith("HTTP/1.1 403").contains("link_used");
            assertThat(send(server, "POST /api/session/code", "Content-Length: 0", "Cookie: " + cookie.group(1)))
                    .doesNotContain("\"code\":\"");

            String forgotten = send(server, "DELETE /api/session", "Authorization: Bearer " + access.secret());
            assertThat(forgotten).startsWith("HTTP/1.1 204");
            assertThat(send(server, "GET /api/state", "Cookie: " + cookie.group(1)))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void what_came_through_a_proxy_is_not_the_users_because_the_proxy_is() throws Exception {
        assumeTrue(SocketOwners.ofSystem().known(), "needs Linux's /proc");
        try (WebServer server = WebServer.open(0, new Inner(), AccessControl.temporary())) {
            assertThat(send(server, "GET /api/state")).startsWith("HTTP/1.1 204");
            for (String header : List.of("X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "Via: 1.1 x")) {
                assertThat(send(server, "GET /api/state", header)).startsWith("HTTP/1.1 401");
            }
        }
    }

    @Test
    void another_user_of_this_computer_cannot_act_as_the_daemons_user() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to be another user too");
        assumeTrue(Stream.of("setpriv", "bash").allMatch(AccessTest::isInstalled), "needs setpriv and bash");
        Path key = Files.writeString(folder.resolve("id_test"), "top secret");
        try (TrackerServer tracker = LocalNode.tracker(folder);
                LocalNode node = LocalNode.open(folder.resolve("node"), tracker)) {
            String share = "{\"share\":\"" + key + "\"}";
            for (String request : List.of(
                    "GET /api/state HTTP/1.1\r\n",
                    "GET /api/torrents HTTP/1.1\r\n",
                    "GET /api/events HTTP/1.1\r\n",
                    "GET /api/search?q=x HTTP/1.1\r\n",
                    "DELETE /api/torrents/" + "0".repeat(40) + " HTTP/1.1\r\n",
                    "POST /api/torrents HTTP/1.1\r\nX-Enxame-Command: 1\r\n" + JSON + "\r\nContent-Length: "
                            + share.length() + "\r\n")) {
                String body = request.startsWith("POST") ? share : "";
                String whole = request + "Host: localhost:" + node.port() + "\r\nConnection: close\r\n\r\n" + body;
                assertThat(asNobody(node.port(), whole))
                        .as(request)
                        .startsWith("HTTP/1.1 401")
                        .contains("enxame open");
            }
            assertThat(asNobody(
                            node.port(),
                            "GET / HTTP/1.1\r\nHost: localhost:" + node.port() + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** The answer to a request that a process of another user sends. */
    private static String asNobody(int port, String request) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/" + port + "; cat >&3; cat <&3")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(request.getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }

    @Test
    void nothing_that_a_daemon_keeps_is_open_to_others() throws Exception {
        assumeTrue(PrivateFiles.supported(), "needs a system that knows file modes");
        try (TrackerServer tracker = LocalNode.tracker(folder);
                LocalNode node = LocalNode.open(folder.resolve("node"), tracker);
                StateLock _ = StateLock.take(node.state())) {
            node.post(
                    "/api/torrents?publish=true&name=a.txt",
                    "application/octet-stream",
                    "uma frase".getBytes(StandardCharsets.UTF_8));
            node.post("/api/limits", "application/json", "{\"up\":1,\"down\":0}".getBytes(StandardCharsets.UTF_8));
            try (Stream<Path> kept = Files.walk(node.state().path())) {
                List<Path> all = kept.toList();
                assertThat(all).hasSizeGreaterThan(10);
                for (Path path : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .endsWith("------");
                }
            }
        }
    }
}
