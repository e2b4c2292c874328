package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.terminal.Palette;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.tracker.TrackerServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon has is listed, stopped, forgotten and started again. */
@Timeout(60)
class ListCommandTest {
    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;
    private Path thesis;
    private String state;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("one"), tracker);
        state = node.state().path().toString();
        thesis = Files.writeString(folder.resolve("thesis of many words.txt"), "Muitas palavras. ".repeat(5000));
        Path notes = Files.writeString(folder.resolve("notes.txt"), "Poucas palavras. ".repeat(2000));
        assertThat(Run.of("share", thesis.toString(), notes.toString(), "--state", state)
                        .exitCode())
                .isZero();
    }

    @AfterEach
    void close() {
        node.close();
        tracker.close();
    }

    private Run list(String... more) {
        return Run.of(with("list", more));
    }

    private String[] with(String command, String... more) {
        String[] all = java.util.Arrays.copyOf(new String[] {command, "--state", state}, 3 + more.length);
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private TorrentView view(String name) {
        return JsonText.read(list("--json").out(), TorrentView.All.class).torrents().stream()
                .filter(torrent -> torrent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everything_is_listed_in_columns() {
        Run run = list();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("name ").contains("state", "here", "size", "info-hash", "where");
        assertThat(lines.get(1)).startsWith("notes.txt ").contains("seeding", "100 %", "34.0 KB");
        assertThat(lines.get(2)).startsWith("thesis of many words.txt ").contains(thesis.toString());
    }

    @Test
    void a_narrow_terminal_gets_fewer_columns_and_no_longer_line() {
        for (int width : new int[] {10, 24, 40, 60, 80, 120}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Terminal terminal = new Terminal(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    true,
                    width,
                    new Palette(false, false, true));
            assertThat(CommandLines.run(terminal, with("list"))).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width))
                    .anySatisfy(line -> assertThat(line).startsWith("thesis"));
        }
    }

    @Test
    void what_is_stopped_is_paused_and_sharing_it_again_starts_it() {
        Run stop = Run.of(with("stop", "Notes.txt"));
        assertThat(stop.err()).isEmpty();
        assertThat(stop.out()).startsWith("stopped notes.txt (");
        assertThat(view("notes.txt").state()).isEqualTo("paused");
        assertThat(view(thesis.getFileName().toString()).state()).isEqualTo("seeding");
        assertThat(Run.of("share", folder.resolve("notes.txt").toString(), "--state", state)
                        .exitCode())
                .isZero();
        assertThat(view("notes.txt").state()).isEqualTo("seeding");
    }

    @Test
    void what_is_forgotten_is_not_listed_and_its_file_stays() {
        String hash = view("notes.txt").infoHash();
        Run stop = Run.of(with("stop", "--forget", hash.substring(0, 8)));
        assertThat(stop.out()).isEqualTo("forgotten notes.txt (" + hash + ")\n");
        assertThat(list().out()).doesNotContain("notes.txt");
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void of_several_with_one_name_one_is_named_by_its_digits() throws Exception {
        Path other =
                Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("notes.txt"), "Outra.");
        Run.of("share", other.toString(), "--state", state);
        Run several = Run.of(with("stop", "notes.txt"));
        assertThat(several.exitCode()).isEqualTo(1);
        assertThat(several.err()).contains("Several are called notes.txt: notes.txt@");
        String named = several.err().replaceAll("(?s).*?(notes\\.txt@[0-9a-f]+).*", "$1");
        assertThat(Run.of(with("stop", named)).out()).startsWith("stopped notes.txt");
    }

    @Test
    void nothing_is_stopped_where_one_name_is_unknown() {
        Run stop = Run.of(with("stop", "notes.txt", "nothing"));
        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err()).contains("Nothing here is called nothing", "enxame list");
        assertThat(view("notes.txt").state()).isEqualTo("seeding");
    }

    @Test
    void where_no_daemon_runs_that_is_said() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        Run run = Run.of("list", "--state", nowhere.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not running on " + nowhere, "enxame up", "--state");
        Path file = Files.writeString(folder.resolve("a file"), "");
        for (String command : List.of("list", "open")) {
            Run wrong = Run.of(command, "--state", file.toString());
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("state folder " + file, "is not a folder", "--state");
        }
    }
}
