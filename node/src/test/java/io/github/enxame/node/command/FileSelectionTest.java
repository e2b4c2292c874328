package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.FileView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import io.github.enxame.tracker.TrackerServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Some files of a torrent, over REST and by the command. */
@Timeout(60)
class FileSelectionTest {
    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode seed;
    private TorrentView shared;

    @BeforeEach
    void share() throws Exception {
        tracker = LocalNode.tracker(folder);
        seed = LocalNode.open(folder.resolve("one"), tracker);
        Path course = Files.createDirectories(folder.resolve("curso"));
        Files.writeString(course.resolve("a.txt"), "primeira aula ".repeat(20_000));
        Files.writeString(course.resolve("b.txt"), "segunda aula ".repeat(30_000));
        Files.createDirectories(course.resolve("extras"));
        Files.writeString(course.resolve("extras/c.md"), "leitura ".repeat(10_000));
        shared = seed.client().add(Wanted.share(course.toString(), false, false));
    }

    @AfterEach
    void close() {
        seed.close();
        tracker.close();
    }

    private static HttpResponse<String> json(LocalNode who, String path, String body) throws Exception {
        return who.post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static DetailView when(LocalNode who, String infoHash, Predicate<DetailView> what) throws Exception {
        AtomicReference<DetailView> last = new AtomicReference<>();
        assertThat(who.client().follow(infoHash, view -> {
                    last.set(view);
                    return what.test(view);
                }))
                .isTrue();
        return Objects.requireNonNull(last.get());
    }

    private static FileView file(DetailView detail, String path) {
        return detail.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String code(HttpResponse<String> response) {
        return JsonText.read(response.body(), ProblemView.Body.class).error().code();
    }

    private void requireSame(Path into, String name) throws Exception {
        assertThat(Files.mismatch(
                        into.resolve("curso").resolve(name),
                        folder.resolve("curso").resolve(name)))
                .isEqualTo(-1);
    }

    @Test
    void one_file_is_downloaded_then_another_then_all() throws Exception {
        try (LocalNode node = LocalNode.open(folder.resolve("two"), tracker)) {
            TorrentView begun = LocalNode.as(
                    TorrentView.class,
                    json(node, "/api/torrents", "{\"what\":\"" + shared.infoHash() + "\",\"files\":\"a.*\"}"));
            DetailView one = when(node, begun.infoHash(), view -> view.receipt().done());
            assertThat(one.state()).isEqualTo("finished");
            assertThat(one.wantedLength()).isEqualTo(file(one, "a.txt").length());
            assertThat(one.wantedVerifiedBytes()).isEqualTo(one.wantedLength());
            assertThat(one.length()).isGreaterThan(one.wantedLength());
            assertThat(one.receipt().sha1().right())
                    .isEqualTo(one.receipt().sha1().total())
                    .isPositive();
            assertThat(file(one, "a.txt").wanted()).isTrue();
            assertThat(file(one, "b.txt").wanted()).isFalse();
            assertThat(file(one, "b.txt").priority()).isEqualTo("skip");
            requireSame(node.downloads(), "a.txt");
            assertThat(node.downloads().resolve("curso/b.txt")).doesNotExist();

            String address = "/api/torrents/" + begun.infoHash() + "/selection";
            int first = file(one, "a.txt").index();
            int third = file(one, "extras/c.md").index();
            DetailView asked = LocalNode.as(
                    DetailView.class,
                    json(node, address, "{\"files\":[" + first + "," + third + "],\"first\":[" + third + "]}"));
            assertThat(file(asked, "extras/c.md").priority()).isEqualTo("high");
            when(node, begun.infoHash(), view -> view.receipt().done());
            requireSame(node.downloads(), "extras/c.md");
            assertThat(node.downloads().resolve("curso/b.txt")).doesNotExist();

            // Asked for as a whole, it is downloaded as a whole.
            json(node, "/api/torrents", "{\"what\":\"" + shared.infoHash() + "\"}");
            DetailView all =
                    when(node, begun.infoHash(), view -> view.receipt().done() && view.wantedLength() == view.length());
            assertThat(all.state()).isEqualTo("seeding");
            requireSame(node.downloads(), "b.txt");
        }
    }

    @Test
    void what_was_chosen_is_known_when_the_node_starts_again() throws Exception {
        try (LocalNode node = LocalNode.open(folder.resolve("two"), tracker)) {
            json(node, "/api/torrents", "{\"what\":\"" + shared.infoHash() + "\",\"files\":\"b.txt\"}");
            when(node, shared.infoHash(), view -> view.receipt().done());
        }
        try (LocalNode again = LocalNode.open(folder.resolve("two"), tracker)) {
            DetailView view = when(again, shared.infoHash(), now -> now.state().equals("finished"));
            assertThat(file(view, "b.txt").wanted()).isTrue();
            assertThat(file(view, "a.txt").wanted()).isFalse();
            assertThat(view.receipt().done()).isTrue();
        }
    }

    @Test
    void what_cannot_be_chosen_is_said() throws Exception {
        try (LocalNode node = LocalNode.open(folder.resolve("two"), tracker)) {
            String what = "{\"what\":\"" + shared.infoHash() + "\",\"files\":";
            HttpResponse<String> none = json(node, "/api/torrents", what + "\"*.pdf\"}");
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(code(none)).isEqualTo("no_such_file");
            assertThat(none.body()).contains("a.txt");
            HttpResponse<String> malformed = json(node, "/api/torrents", what + "\"3-1\"}");
            assertThat(malformed.statusCode()).isEqualTo(400);
            assertThat(code(malformed)).isEqualTo("bad_files");
            json(node, "/api/torrents", what + "\"a.txt\"}");
            String address = "/api/torrents/" + shared.infoHash() + "/selection";
            assertThat(code(json(node, address, "{\"files\":[]}"))).isEqualTo("no_such_file");
            assertThat(code(json(node, address, "{\"files\":[-4,900000]}"))).isEqualTo("bad_request");
            assertThat(code(json(node, address, "{\"files\":\"all\"}"))).isEqualTo("bad_request");
            assertThat(code(json(node, address, "{\"sections\":[3,-1]}"))).isEqualTo("bad_request");
        }
    }

    @Test
    void the_command_gets_some_files_and_later_the_rest() throws Exception {
        Path into = folder.resolve("alone");
        String[] alone = {
            "get",
            magnet(),
            "--into",
            into.toString(),
            "--state",
            folder.resolve("nowhere").toString()
        };
        Run some = Run.of(with(alone, "--files", "extras/*,a.txt"));
        assertThat(some.err()).isEmpty();
        assertThat(some.out()).contains(" of ", "Complete: ");
        requireSame(into, "a.txt");
        requireSame(into, "extras/c.md");
        assertThat(into.resolve("curso/b.txt")).doesNotExist();
        Run rest = Run.of(alone);
        assertThat(rest.err()).isEmpty();
        requireSame(into, "b.txt");
        assertThat(into.resolve("curso.part")).doesNotExist();
        Run wrong = Run.of(with(alone, "--files", "1,,2"));
        assertThat(wrong.err()).contains("something is missing beside a comma", "enxame inspect");
    }

    @Test
    void the_command_has_the_daemon_get_some_files() throws Exception {
        try (LocalNode node = LocalNode.open(folder.resolve("two"), tracker)) {
            Path into = folder.resolve("there");
            int index = file(seed.client().detail(shared.infoHash()), "b.txt").index();
            Run get = Run.of(
                    "get",
                    magnet(),
                    "--files",
                    String.valueOf(index),
                    "--into",
                    into.toString(),
                    "--state",
                    node.state().path().toString());
            assertThat(get.err()).isEmpty();
            requireSame(into, "b.txt");
            assertThat(into.resolve("curso/a.txt")).doesNotExist();
        }
    }

    private String magnet() throws Exception {
        return Objects.requireNonNull(seed.client().detail(shared.infoHash()).magnet());
    }

    private static String[] with(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
