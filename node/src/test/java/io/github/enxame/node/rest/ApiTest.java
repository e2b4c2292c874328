package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.StateView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.tracker.TrackerServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApiTest {
    private static final String FILE = "application/octet-stream";
    private static final byte[] TEXT = ("# Notas\n\n" + "palavras que se repetem ".repeat(4000) + "\n\n# Fim\n\n"
                    + "outras palavras ".repeat(2000))
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("one"), tracker);
    }

    @AfterEach
    void close() {
        node.close();
        tracker.close();
    }

    private TorrentView upload(String query) throws Exception {
        return LocalNode.as(TorrentView.class, node.post("/api/torrents?" + query, FILE, TEXT));
    }

    private static String code(HttpResponse<String> response) {
        return JsonText.read(response.body(), ProblemView.Body.class).error().code();
    }

    private HttpResponse<String> want(String json, String... headers) throws Exception {
        return node.post("/api/torrents", "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    void the_daemon_says_what_it_is() throws Exception {
        StateView state = LocalNode.as(StateView.class, node.get("/api/state"));
        assertThat(state.tracker().url()).isEqualTo(tracker.uri().toString());
        assertThat(state.demo()).isNull();
    }

    @Test
    void an_upload_is_prepared_then_published_then_found_and_served() throws Exception {
        TorrentView prepared = upload("name=notas.md");
        assertThat(prepared.state()).isEqualTo("prepared");
        assertThat(prepared.sectionCount()).isPositive();
        assertThat(prepared.words()).isGreaterThan(10_000);
        assertThat(LocalNode.as(FindingView.All.class, node.get("/api/search?q=notas"))
                        .results())
                .isEmpty();

        String address = "/api/torrents/" + prepared.infoHash();
        TorrentView published = LocalNode.as(TorrentView.class, node.post(address + "/publish", FILE, new byte[0]));
        assertThat(published.state()).isEqualTo("seeding");
        assertThat(LocalNode.as(FindingView.All.class, node.get("/api/search?q=notas"))
                        .results())
                .extracting(FindingView::infoHash)
                .containsExactly(prepared.infoHash());
    }

    @Test
    void another_node_downloads_by_name_and_proves_it() throws Exception {
        upload("name=notas.md&publish=true");
        try (LocalNode other = LocalNode.open(folder.resolve("two"), tracker)) {
            TorrentView wanted = LocalNode.as(
                    TorrentView.class,
                    other.post(
                            "/api/torrents",
                            "application/json",
                            "{\"what\":\"notas.md\"}".getBytes(StandardCharsets.UTF_8)));
            AtomicReference<DetailView> last = new AtomicReference<>();
            boolean proven = other.client().follow(wanted.infoHash(), view -> {
                last.set(view);
                return view.receipt().done();
            });
            assertThat(proven).isTrue();
            DetailView detail = Objects.requireNonNull(last.get());
            assertThat(detail.state()).isEqualTo("seeding");
            assertThat(detail.receipt().identical()).isTrue();
            assertThat(detail.receipt().md5().match()).isTrue();
            assertThat(detail.cells().map()).matches("[0-4]+");
            assertThat(detail.sections()).allMatch(section -> section.state().equals("ready"));
            assertThat(detail.sections().stream()
                            .mapToLong(section -> section.bytes())
                            .sum())
                    .isEqualTo(TEXT.length);
            assertThat(Files.readAllBytes(other.downloads().resolve("notas.md")))
                    .isEqualTo(TEXT);

            String file = "/api/torrents/" + wanted.infoHash() + "/file";
            assertThat(other.get(file).body()).isEqualTo(new String(TEXT, StandardCharsets.UTF_8));
            HttpResponse<String> part = other.get(file, "Range", "bytes=2-6");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("Notas");
            assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-6/" + TEXT.length);
            assertThat(other.get(file, "Range", "bytes=" + TEXT.length + "-").statusCode())
                    .isEqualTo(416);
        }
    }

    @Test
    void a_file_that_is_not_complete_is_not_handed_out() throws Exception {
        TorrentView published = upload("name=notas.md&publish=true");
        byte[] torrent = node.get("/api/torrents/" + published.infoHash() + "/torrent")
                .body()
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(torrent).isNotEmpty();
        node.delete("/api/torrents/" + published.infoHash());
        LocalNode.as(TorrentView.class, want("{\"what\":\"notas.md\"}"));
        HttpResponse<String> answer = node.get("/api/torrents/" + published.infoHash() + "/file");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("incomplete");
    }

    @Test
    void a_removed_torrent_is_gone_and_its_published_file_stays() throws Exception {
        TorrentView published = upload("name=notas.md&publish=true");
        String address = "/api/torrents/" + published.infoHash();
        Path file = Path.of(published.path());
        assertThat(node.delete(address).statusCode()).isEqualTo(204);
        assertThat(node.get(address).statusCode()).isEqualTo(404);
        assertThat(file).exists();
    }

    @Test
    void an_upload_that_was_never_published_goes_with_its_torrent() throws Exception {
        TorrentView prepared = upload("name=notas.md");
        node.delete("/api/torrents/" + prepared.infoHash());
        assertThat(Path.of(prepared.path())).doesNotExist();
    }

    @Test
    void the_same_file_twice_is_one_torrent() throws Exception {
        TorrentView first = upload("name=notas.md");
        assertThat(upload("name=notas.md").addedAt()).isEqualTo(first.addedAt());
        assertThat(LocalNode.as(TorrentView.All.class, node.get("/api/torrents"))
                        .torrents())
                .hasSize(1);
    }

    @Test
    void a_restarted_node_goes_on_where_it_was() throws Exception {
        TorrentView published = upload("name=notas.md&publish=true");
        String address = "/api/torrents/" + published.infoHash();
        assertThat(LocalNode.as(TorrentView.class, node.post(address + "/pause", FILE, new byte[0]))
                        .state())
                .isEqualTo("paused");
        node.close();
        node = LocalNode.open(folder.resolve("one"), tracker);
        assertThat(node.client()
                        .follow(published.infoHash(), view -> view.state().equals("paused")))
                .isTrue();
        node.post(address + "/resume", FILE, new byte[0]);
        assertThat(node.client()
                        .follow(published.infoHash(), view -> view.state().equals("seeding")))
                .isTrue();
    }

    @Test
    void an_upload_cannot_leave_its_folder() throws Exception {
        TorrentView prepared = upload("name=..%2F..%2F..%2Fnotas.md");
        assertThat(Path.of(prepared.path())).startsWith(node.state().uploads());
        assertThat(code(node.post("/api/torrents?name=..", FILE, TEXT))).isEqualTo("bad_request");
        assertThat(code(node.post("/api/torrents", FILE, TEXT))).isEqualTo("bad_request");
    }

    @Test
    void places_on_this_computer_are_named_by_commands_only() throws Exception {
        Path file = Files.write(folder.resolve("tese.txt"), TEXT);
        String json = "{\"share\":" + '"' + file + "\"}";
        HttpResponse<String> refused = want(json);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("commands_only");
        assertThat(code(want("{\"what\":\"x\",\"into\":\"/tmp\"}"))).isEqualTo("commands_only");

        TorrentView shared = LocalNode.as(TorrentView.class, want(json, "Authorization", node.proof()));
        assertThat(shared.state()).isEqualTo("seeding");
        assertThat(shared.path()).isEqualTo(file.toRealPath().toString());
    }

    @Test
    void what_is_wrong_is_named_by_a_code() throws Exception {
        assertThat(code(node.post("/api/torrents", "application/x-bittorrent", TEXT)))
                .isEqualTo("bad_torrent");
        assertThat(code(want("{\"what\":\"no such thing\"}"))).isEqualTo("no_such_name");
        assertThat(code(want("{\"what\":\"\"}"))).isEqualTo("bad_request");
        assertThat(code(want("{"))).isEqualTo("bad_request");
        assertThat(code(node.post("/api/torrents", "text/plain", TEXT))).isEqualTo("wrong_type");
        assertThat(code(node.get("/api/torrents/" + "0".repeat(40)))).isEqualTo("not_found");
        assertThat(code(node.get("/api/torrents/..%2f..%2fetc"))).isIn("not_found", "bad_request");
        assertThat(code(node.get("/api/nothing"))).isEqualTo("no_such_address");
        assertThat(code(node.post("/api/torrents?name=leer.txt", FILE, new byte[0])))
                .isEqualTo("empty_file");
    }

    @Test
    void who_still_sends_hears_why_it_is_refused() throws Exception {
        byte[] large = new byte[32 << 20];
        assertThat(code(node.post("/api/torrents", "text/plain", large))).isEqualTo("wrong_type");
        assertThat(code(node.post("/api/torrents", "application/x-bittorrent", large)))
                .isEqualTo("too_large");
        assertThat(code(node.post("/api/nothing", FILE, large))).isEqualTo("no_such_address");
        assertThat(code(node.post("/api/torrents?name=a.bin", FILE, large, "Origin", "http://elsewhere.example")))
                .isEqualTo("foreign_origin");
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        assertThat(code(want("{\"what\":\"" + "x".repeat(70_000) + "\"}"))).isEqualTo("too_large");
        String answer = RawHttp.send(
                node.port(),
                "POST /api/torrents HTTP/1.1",
                "Host: localhost:" + node.port(),
                "Content-Type: application/x-bittorrent",
                "Content-Length: 100000000");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large");
    }

    @Test
    void a_tracker_that_is_down_is_named() throws Exception {
        tracker.close();
        HttpResponse<String> answer = node.get("/api/search?q=x");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("tracker_unreachable");
    }

    @Test
    void a_strangers_page_cannot_run_in_our_name() throws Exception {
        byte[] page = "<html><script>fetch('/api/torrents')</script></html>".getBytes(StandardCharsets.UTF_8);
        TorrentView published =
                LocalNode.as(TorrentView.class, node.post("/api/torrents?name=page.html&publish=true", FILE, page));
        HttpResponse<String> answer = node.get("/api/torrents/" + published.infoHash() + "/file?inline=1");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    }

    private HttpResponse<String> limit(String path, String json) throws Exception {
        return node.post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rates_are_limited_for_all_torrents_and_for_each() throws Exception {
        LimitsView wanted = new LimitsView(50_000, 1_000_000);
        assertThat(LocalNode.as(LimitsView.class, node.get("/api/limits"))).isEqualTo(new LimitsView(0, 0));
        assertThat(LocalNode.as(LimitsView.class, limit("/api/limits", JsonText.of(wanted))))
                .isEqualTo(wanted);
        assertThat(LocalNode.as(LimitsView.class, node.get("/api/limits"))).isEqualTo(wanted);
        String one = "/api/torrents/" + upload("name=notas.md&publish=true").infoHash() + "/limits";
        assertThat(LocalNode.as(LimitsView.class, node.get(one))).isEqualTo(new LimitsView(0, 0));
        assertThat(LocalNode.as(LimitsView.class, limit(one, "{\"up\":7,\"down\":0}")))
                .isEqualTo(new LimitsView(7, 0));
        assertThat(LocalNode.as(LimitsView.class, node.get(one))).isEqualTo(new LimitsView(7, 0));
        assertThat(limit("/api/limits", "{\"up\":-1,\"down\":0}").statusCode()).isEqualTo(400);
        assertThat(limit("/api/limits", "{\"up\":1,\"down\":0,\"schedule\":\"at night: 1 up\"}")
                        .body())
                .contains("bad_request", "at night");
        assertThat(limit("/api/limits", "[]").statusCode()).isEqualTo(400);
        assertThat(node.post("/api/limits", "text/plain", new byte[2]).statusCode())
                .isEqualTo(415);
    }

    private HttpResponse<String> chosen(String json) throws Exception {
        return limit("/api/torrents/" + upload("name=notas.md&publish=true").infoHash() + "/selection", json);
    }

    @Test
    void a_path_that_is_no_text_is_refused() throws Exception {
        for (String path : List.of("/api/torrents/%ED%A0%80", "/api/%FF", "/%ED%A0%80", "/api/torrents/%00")) {
            HttpResponse<String> answer = node.get(path);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(400, 404);
            assertThat(code(answer)).isNotEqualTo("internal");
        }
    }

    @Test
    void characters_that_two_escapes_make_are_text() throws Exception {
        HttpResponse<String> answer = want("{\"what\":\"\\ud83d\\ude00 \\u00e9\\\\ud800 \\n\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("no_such_name");
    }

    @Test
    void a_torrent_without_piece_layers_is_refused_with_what_to_do() throws Exception {
        String torrent = "d4:infod9:file treed1:fd0:d6:lengthi49152e11:pieces root32:" + "r".repeat(32)
                + "eee12:meta versioni2e4:name3:v2f12:piece lengthi16384eee";
        HttpResponse<String> answer =
                node.post("/api/torrents", "application/x-bittorrent", torrent.getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("no_piece_layers");
        assertThat(answer.body()).contains("v2f", "magnet:?xt=urn:btmh:1220");
        assertThat(LocalNode.as(TorrentView.All.class, node.get("/api/torrents"))
                        .torrents())
                .isEmpty();
    }

    @Test
    void json_that_nobody_would_write_is_refused_like_other_nonsense() throws Exception {
        String deep = "{\"x\":" + "{\"a\":".repeat(8_000) + "1" + "}".repeat(8_001);
        String wide = "{\"what\":" + "[".repeat(8_000);
        for (HttpResponse<String> answer : List.of(
                want(deep),
                want(wide),
                limit("/api/limits", deep),
                limit("/api/queue", "{\"downloads\":0,\"seeds\":0,\"order\":[null]}"),
                limit("/api/queue", "{\"downloads\":0,\"seeds\":0,\"order\":[[]]}"),
                limit("/api/queue", "null"),
                limit("/api/queue", "{\"downloads\":0,\"seeds\":0,\"order\":[\"x\"]}"),
                limit("/api/queue", "{\"active\":[-1,2]}"),
                limit("/api/limits", "{\"up\":1e400,\"down\":0}"),
                limit("/api/limits", "{\"up\":0.5,\"down\":0}"),
                limit("/api/limits", "{\"up\":9223372036854775808,\"down\":0}"),
                limit("/api/queue", "{\"downloads\":4294967297,\"seeds\":0}"),
                want("{\"what\":\"\\ud800\"}"),
                want("{\"what\":\"\\udc00\\ud800\"}"),
                node.get("/api/search?q=%ED%A0%80"),
                node.get("/api/search?q=%FF"),
                node.post("/api/torrents?name=%ED%A0%80", FILE, TEXT),
                chosen("{\"sections\":[-1]}"),
                chosen("{\"sections\":[1000]}"),
                chosen("{\"files\":[1]}"),
                chosen("{\"files\":[0],\"first\":[-1]}"),
                chosen("{\"files\":[null]}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("bad_request");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        }
    }

    @Test
    void keys_and_settings_are_neither_shared_nor_written_to() throws Exception {
        Path state = node.state().path();
        for (String json : List.of(
                "{\"share\":" + JsonText.of(node.state().daemon().toString()) + "}",
                "{\"share\":" + JsonText.of(folder.resolve("one").toString()) + "}",
                "{\"what\":\"magnet:?xt=urn:btih:" + "a".repeat(40) + "\",\"into\":" + JsonText.of(state.toString())
                        + "}")) {
            HttpResponse<String> refused = want(json, "Authorization", node.proof());
            assertThat(refused.statusCode()).as(json).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("private_place");
        }
    }
}
