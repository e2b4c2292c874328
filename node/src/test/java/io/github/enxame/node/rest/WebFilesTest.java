package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebFilesTest {
    private static WebServer server;

    @BeforeAll
    static void open() throws ProblemException {
        server = WebServer.open(0, new Handler.Sequence(), AccessControl.temporary());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String get(String path, String... headers) throws IOException {
        String[] lines = new String[headers.length + 2];
        lines[0] = "GET " + path + " HTTP/1.1";
        lines[1] = "Host: localhost:" + server.port();
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return RawHttp.send(server.port(), lines);
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html",
        "/index.html,text/html",
        "/js/main.js,text/javascript",
        "/css/base.css,text/css",
        "/icon.svg,image/svg+xml"
    })
    void each_file_has_its_type(String path, String type) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 200").contains("Content-Type: " + type);
    }

    @Test
    void what_a_browser_has_already_is_not_sent_again() throws IOException {
        Matcher tag = Pattern.compile("ETag: (\\S+)").matcher(get("/"));
        assertThat(tag.find()).isTrue();
        assertThat(get("/", "If-None-Match: " + tag.group(1)))
                .startsWith("HTTP/1.1 304")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../Enxame.class",
                "/js/../../Enxame.class",
                "/%2e%2e/package-info.class",
                "/..%2fpackage-info.class",
                "/js/..%5c..%5cEnxame.class",
                "/..\\Enxame.class",
                "//etc/passwd",
                "/.hidden.js",
                "/js/",
                "/js",
                "/index.html%00.js",
                "/nothing.html"
            })
    void nothing_but_the_page_is_served(String path) throws IOException {
        assertThat(get(path)).matches("(?s)HTTP/1.1 40[04].*");
    }

    @Test
    void the_page_cannot_be_written() throws IOException {
        assertThat(RawHttp.send(server.port(), "DELETE / HTTP/1.1", "Host: localhost:" + server.port()))
                .startsWith("HTTP/1.1 405");
    }
}
