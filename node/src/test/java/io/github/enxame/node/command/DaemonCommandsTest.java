package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.view.GotView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReportView;
import io.github.enxame.tracker.TrackerServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a daemon running: they act through it. */
@Timeout(60)
class DaemonCommandsTest {
    private static final String TEXT = "Uma frase que se repete muitas vezes. ".repeat(3000);

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode node;
    private Path file;
    private String state;

    @BeforeEach
    void open() throws Exception {
        tracker = LocalNode.tracker(folder);
        node = LocalNode.open(folder.resolve("one"), tracker);
        file = Files.writeString(folder.resolve("frases.txt"), TEXT);
        state = node.state().path().toString();
    }

    @AfterEach
    void close() {
        node.close();
        tracker.close();
    }

    @Test
    void a_file_is_shared_found_and_fetched_by_another_node() throws Exception {
        Run share = Run.of("share", file.toString(), "--state", state);
        assertThat(share.err()).isEmpty();
        assertThat(share.exitCode()).isEqualTo(0);
        assertThat(share.out().lines()).contains("frases.txt", "seeding");

        assertThat(Run.of("search", "frases", "--state", state).out()).contains("frases.txt");

        try (LocalNode other = LocalNode.open(folder.resolve("two"), tracker)) {
            Path into = folder.resolve("into");
            Path report = folder.resolve("report.json");
            Run get = Run.of(
                    "get",
                    "frases.txt",
                    "--into",
                    into.toString(),
                    "--report",
                    report.toString(),
                    "--json",
                    "--state",
                    other.state().path().toString());
            assertThat(get.err()).isEmpty();
            assertThat(get.exitCode()).isEqualTo(0);
            assertThat(into.resolve("frases.txt")).hasContent(TEXT);
            GotView got = JsonText.read(get.out(), GotView.class);
            assertThat(got.report().hashes().match()).isTrue();
            ReportView written = JsonText.read(Files.readString(report), ReportView.class);
            assertThat(written.seconds().complete())
                    .isLessThanOrEqualTo(
                            Objects.requireNonNull(written.seconds().verified()));
            assertThat(written.peers().stream()
                            .mapToLong(ReportView.PeerPart::bytes)
                            .sum())
                    .isEqualTo(TEXT.length());
        }
    }

    @Test
    void what_the_daemon_has_already_is_copied_to_where_it_is_wanted() {
        Run.of("share", file.toString(), "--state", state);
        Path into = folder.resolve("into");
        Run get = Run.of("get", "frases.txt", "--into", into.toString(), "--state", state);
        assertThat(get.err()).isEmpty();
        assertThat(get.exitCode()).isEqualTo(0);
        assertThat(into.resolve("frases.txt")).hasContent(TEXT);
    }

    @Test
    void a_different_file_in_the_way_is_left_alone() throws Exception {
        Run.of("share", file.toString(), "--state", state);
        Path into = Files.createDirectories(folder.resolve("into"));
        Files.writeString(into.resolve("frases.txt"), "Outra coisa.");
        Run get = Run.of("get", "frases.txt", "--into", into.toString(), "--state", state);
        assertThat(get.exitCode()).isEqualTo(1);
        assertThat(get.err()).contains("different file").contains("not touched");
        assertThat(into.resolve("frases.txt")).hasContent("Outra coisa.");
    }

    @Test
    void a_second_daemon_on_the_same_state_says_where_the_first_is() throws Exception {
        try (var _ = io.github.enxame.node.daemon.StateLock.take(node.state())) {
            Run up = Run.of("up", "--state", state, "--web-port", "0", "--tracker-port", "0");
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err()).contains("running here already").contains("http://localhost:" + node.port());
        }
    }

    @Test
    void a_daemon_that_has_gone_is_not_waited_for() {
        String nowhere = tracker.uri().toString();
        node.close();
        Run search = Run.of("search", "--state", state, "--tracker", nowhere);
        assertThat(search.exitCode()).isEqualTo(0);
        assertThat(search.out()).contains("Nothing found.");
    }
}
