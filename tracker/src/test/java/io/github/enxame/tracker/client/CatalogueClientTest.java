package io.github.enxame.tracker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tracker that lies, or something else at its URL. */
@Timeout(60)
class CatalogueClientTest {
    private static final InfoHash SOME = InfoHash.parse("0".repeat(40));

    private interface Asking {
        void ask(CatalogueClient client) throws Exception;
    }

    private static void fails(int status, byte[] body, Reason reason, Asking asking) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/announce");
            CatalogueClient client = new CatalogueClient(url, "test");
            assertThatThrownBy(() -> asking.ask(client))
                    .isInstanceOfSatisfying(CatalogueClientException.class, e -> assertThat(e.reason())
                            .isEqualTo(reason))
                    .hasMessageContaining(client.tracker().toString());
        } finally {
            server.stop(0);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void answers_that_cannot_be_understood_are_no_trackers() throws Exception {
        for (String body : List.of(
                "",
                "<html>router login</html>",
                "null",
                "[]",
                "{}",
                "{\"results\":null}",
                "{\"results\":[null]}",
                "{\"results\":[{}]}",
                "{\"results\":[{\"infoHash\":\"../../etc\",\"name\":\"a\",\"title\":\"a\"}]}",
                "{\"results\":" + "[".repeat(100_000))) {
            fails(200, bytes(body), Reason.NOT_A_TRACKER, client -> client.search("a", 5));
        }
        fails(302, bytes("elsewhere"), Reason.NOT_A_TRACKER, client -> client.search("a", 5));
        fails(404, bytes("<html>not found</html>"), Reason.NOT_A_TRACKER, client -> client.fetch(SOME)
                .read());
        fails(200, bytes("{}"), Reason.NOT_A_TRACKER, client -> client.detail(SOME));
        fails(200, bytes("hello"), Reason.NOT_A_TRACKER, client -> client.publish(new byte[1], ""));
    }

    @Test
    void a_torrent_that_is_another_or_none_is_refused() throws Exception {
        fails(200, Torrents.named("a"), Reason.NOT_A_TRACKER, client -> client.fetch(SOME)
                .read());
        fails(200, bytes("d4:infodee"), Reason.NOT_A_TRACKER, client -> client.fetch(SOME)
                .read());
    }

    @Test
    void an_answer_that_is_too_long_is_refused() throws Exception {
        fails(200, new byte[10 << 20], Reason.NOT_A_TRACKER, client -> client.fetch(SOME)
                .read());
        fails(200, new byte[10 << 20], Reason.NOT_A_TRACKER, client -> client.search("a", 5));
    }

    @Test
    void a_tracker_with_a_fault_of_its_own_is_told_from_one_that_refuses() throws Exception {
        byte[] error = bytes("{\"error\":{\"code\":\"storage\",\"message\":\"the disk\\n\\u001b[31m is full\"}}");
        fails(500, error, Reason.TRACKER_FAILED, client -> client.search("a", 5));
        fails(507, error, Reason.REFUSED, client -> client.search("a", 5));
        fails(400, bytes("{\"error\":{\"code\":null}}"), Reason.NOT_A_TRACKER, client -> client.search("a", 5));
    }

    @Test
    void a_url_that_is_none_is_named() {
        for (String url : List.of("tracker", "file:///etc/passwd", "http:///x", "http://h:99999/")) {
            CatalogueClient client = new CatalogueClient(URI.create(url), "test");
            assertThatThrownBy(() -> client.search("a", 1))
                    .as(url)
                    .isInstanceOfSatisfying(CatalogueClientException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.UNREACHABLE));
        }
    }

    @Test
    void the_catalogue_is_beside_the_announce_url() {
        for (String[] pair : new String[][] {
            {"http://t:9", "http://t:9/", "http://t:9/announce"},
            {"http://t:9/announce", "http://t:9/", "http://t:9/announce"},
            {"http://t_u:9/x/announce.php?k=1", "http://t_u:9/x/", "http://t_u:9/x/announce.php?k=1"},
            {"http://t:9/enxame", "http://t:9/enxame/", "http://t:9/enxame"},
            {"http://me:secret@t:9/?k=1#f", "http://me:secret@t:9/", "http://me:secret@t:9/?k=1"},
        }) {
            CatalogueClient client = new CatalogueClient(URI.create(pair[0]), "test");
            assertThat(client.tracker()).hasToString(pair[1]);
            assertThat(client.announceUri()).hasToString(pair[2]);
        }
    }

    @Test
    void a_password_is_not_shown() {
        CatalogueClient client = new CatalogueClient(URI.create("http://me:secret@127.0.0.1:1/"), "test");
        assertThatThrownBy(() -> client.search("x", 1))
                .isInstanceOf(CatalogueClientException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
    }
}
