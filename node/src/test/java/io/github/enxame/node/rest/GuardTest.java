package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private WebServer server;

    @BeforeEach
    void open() throws ProblemException {
        Handler inner = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (!request.getHttpURI().getPath().startsWith("/api/")) {
                    return false;
                }
                Replies.nothing(response, callback);
                return true;
            }
        };
        server = WebServer.open(0, inner, AccessControl.temporary());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String get(String path, String host) throws IOException {
        return RawHttp.send(server.port(), "GET " + path + " HTTP/1.1", "Host: " + host);
    }

    private String post(String... headers) throws IOException {
        String[] lines = new String[headers.length + 3];
        lines[0] = "POST /api/torrents HTTP/1.1";
        lines[1] = "Host: localhost:" + server.port();
        lines[2] = "Content-Length: 0";
        System.arraycopy(headers, 0, lines, 3, headers.length);
        return RawHttp.send(server.port(), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
    void our_own_names_are_answered(String name) throws IOException {
        assertThat(get("/api/state", name + ":" + server.port())).startsWith("HTTP/1.1 204");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil.example#localhost",
                "127.0.0.1.nip.example",
                "0.0.0.0"
            })
    void a_name_that_was_rebound_to_this_computer_is_refused(String name) throws IOException {
        assertThat(get("/api/state", name + ":" + server.port()))
                .matches("(?s)HTTP/1.1 40[03].*")
                .doesNotContain("HTTP/1.1 204");
    }

    @Test
    void another_port_or_none_is_refused() throws IOException {
        assertThat(get("/api/state", "localhost:1")).startsWith("HTTP/1.1 403").contains("foreign_host");
        assertThat(get("/api/state", "localhost")).startsWith("HTTP/1.1 403");
    }

    @Test
    void a_foreign_address_in_the_request_line_is_refused() throws IOException {
        assertThat(get("http://evil.example/api/state", "localhost:" + server.port()))
                .startsWith("HTTP/1.1 40");
    }

    @Test
    void the_page_itself_is_guarded_too() throws IOException {
        assertThat(get("/", "evil.example:" + server.port())).startsWith("HTTP/1.1 403");
    }

    @Test
    void another_sites_page_may_change_nothing() throws IOException {
        assertThat(post("Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("foreign_origin");
        assertThat(post("Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(post("Origin: http://localhost:1")).startsWith("HTTP/1.1 403");
        assertThat(post("Origin: https://localhost:" + server.port())).startsWith("HTTP/1.1 403");
        assertThat(post("Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(post("Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
    }

    @Test
    void our_own_page_and_commands_may() throws IOException {
        assertThat(post("Origin: http://localhost:" + server.port(), "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 204");
        assertThat(post()).startsWith("HTTP/1.1 204");
    }

    @Test
    void no_answer_opens_itself_to_other_sites() throws IOException {
        String answer = RawHttp.send(
                server.port(),
                "OPTIONS /api/torrents HTTP/1.1",
                "Host: localhost:" + server.port(),
                "Origin: http://evil.example",
                "Access-Control-Request-Method: DELETE");
        assertThat(answer).startsWith("HTTP/1.1 403").doesNotContainIgnoringCase("access-control-allow");
    }

    @Test
    void every_answer_says_what_the_page_may_load() throws IOException {
        assertThat(get("/", "localhost:" + server.port()))
                .contains("Content-Security-Policy: default-src 'self'")
                .contains("X-Content-Type-Options: nosniff");
        assertThat(get("/nothing", "localhost:" + server.port())).contains("Content-Security-Policy:");
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() {
        assertThatThrownBy(() -> WebServer.open(server.port(), new Handler.Sequence(), AccessControl.temporary()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Port " + server.port() + " is taken")
                .hasMessageContaining("--web-port");
    }

    @Test
    void an_address_that_another_program_answers_is_not_given_out() throws Exception {
        InetAddress inner = InetAddress.getByName("::1");
        try (ServerSocket other = new ServerSocket()) {
            try {
                other.bind(new InetSocketAddress(inner, 0));
            } catch (IOException e) {
                assumeTrue(false, "needs IPv6 on this computer");
            }
            assertThatThrownBy(() ->
                            WebServer.open(other.getLocalPort(), new Handler.Sequence(), AccessControl.temporary()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("is taken");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, localhost, http://localhost, true",
        "80, localhost:80, http://localhost, true",
        "80, 127.0.0.1, '', true",
        "80, [::1], '', true",
        "80, evil.example, '', false",
        "80, localhost, http://localhost:8080, false",
        "80, localhost, https://localhost, false",
        "80, 127.0.0.1, http://localhost, false",
        "7070, localhost, '', false",
        "7070, localhost:7070, http://localhost:7070, true",
        "7070, localhost:7070, http://localhost, false"
    })
    void a_host_without_a_port_means_the_usual_one(int port, String host, String origin, boolean own) {
        List<String> origins = origin.isEmpty() ? List.of() : List.of(origin);
        assertThat(Guard.isOwn(host, port) && Guard.isOwnOrigin(origins, host, port))
                .isEqualTo(own);
    }

    @Test
    void what_jetty_itself_refuses_is_guarded_too() throws IOException {
        for (String request :
                List.of("GET /%00 HTTP/1.1", "GET /" + "a".repeat(20_000) + " HTTP/1.1", "NO\u0001SUCH / X")) {
            assertThat(RawHttp.send(server.port(), request, "Host: localhost:" + server.port()))
                    .startsWith("HTTP/1.1 4")
                    .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy:");
        }
    }
}
