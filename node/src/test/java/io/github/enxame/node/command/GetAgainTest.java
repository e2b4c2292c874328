package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.tracker.TrackerServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon downloaded is asked for again after something happened to it. */
@Timeout(60)
class GetAgainTest {
    private static final int LENGTH = 300_000;

    @TempDir
    Path folder;

    private TrackerServer tracker;
    private LocalNode seed;
    private LocalNode node;
    private Path file;
    private byte[] content;

    @BeforeEach
    void download() throws Exception {
        tracker = LocalNode.tracker(folder);
        seed = LocalNode.open(folder.resolve("one"), tracker);
        node = LocalNode.open(folder.resolve("two"), tracker);
        content = new byte[LENGTH];
        new Random(5).nextBytes(content);
        Path shared = Files.write(folder.resolve("data.bin"), content);
        Run.of("share", shared.toString(), "--state", seed.state().path().toString());
        Run first = get();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("Complete: ", " in ", "100 %", "Every hash is as promised.");
        file = folder.resolve("into/data.bin");
        assertThat(file).hasBinaryContent(content);
    }

    @AfterEach
    void close() {
        node.close();
        seed.close();
        tracker.close();
    }

    private Run get(String... more) {
        String[] start = {
            "get",
            "data.bin",
            "--into",
            folder.resolve("into").toString(),
            "--state",
            node.state().path().toString()
        };
        String[] all = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Run.of(all);
    }

    @Test
    void what_is_still_here_is_complete_already_and_no_other_time_is_told() {
        Run again = get();
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .contains("Complete already: " + file, "Every hash is as promised.")
                .doesNotContain(" in ", "/s", "distance");
    }

    @Test
    void what_was_deleted_a_moment_ago_is_downloaded_again() throws Exception {
        Files.delete(file);
        Run again = get();
        assertThat(again.err()).isEmpty();
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("Complete: " + file).doesNotContain("already");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void what_was_damaged_a_moment_ago_is_told_and_repaired_when_asked_for() throws Exception {
        byte[] damaged = content.clone();
        damaged[LENGTH / 2]++;
        Files.write(file, damaged);
        Run again = get();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).doesNotContain("Complete");
        assertThat(again.err()).contains(file.toString(), "--repair");
        assertThat(file).hasBinaryContent(damaged);
        Run repair = get("--repair");
        assertThat(repair.err()).isEmpty();
        assertThat(repair.exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void what_somebody_added_is_kept_by_a_repair() throws Exception {
        Files.writeString(file, "my own notes", StandardOpenOption.APPEND);
        Run again = get();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains(file.toString(), "--repair");
        Run repair = get("--repair");
        assertThat(repair.exitCode()).as(repair.err()).isZero();
        assertThat(file).hasBinaryContent(content);
        assertThat(file.resolveSibling("data.bin.rest")).hasContent("my own notes");
    }

    @Test
    void what_was_stopped_goes_on_when_it_is_asked_for() {
        String state = node.state().path().toString();
        assertThat(Run.of("stop", "data.bin", "--state", state).exitCode()).isZero();
        assertThat(Run.of("list", "--state", state).out()).contains("paused");
        assertThat(get().exitCode()).isZero();
        assertThat(Run.of("list", "--state", state).out()).contains("seeding");
    }

    @Test
    void the_daemon_takes_limits_of_a_command_and_the_command_says_what_it_does_not_take() throws Exception {
        Run limited = get("--max-down", "500k", "--max-up", "2M");
        assertThat(limited.exitCode()).isZero();
        assertThat(limited.out()).contains("Complete already: ");
        String hash = node.client().torrents().torrents().getFirst().infoHash();
        assertThat(node.client().limits(hash).down()).isEqualTo(500_000);
        assertThat(node.client().limits(hash).up()).isEqualTo(2_000_000);
        Run up = get("--max-up", "0");
        assertThat(up.exitCode()).isZero();
        assertThat(node.client().limits(hash).down()).isEqualTo(500_000);
        assertThat(node.client().limits(hash).up()).isZero();
        Run alone = Run.of(
                "get",
                "data.bin",
                "--into",
                folder.resolve("alone").toString(),
                "--state",
                node.state().path().toString(),
                "--no-lsd",
                "--bind",
                "127.0.0.1");
        assertThat(alone.err())
                .contains("Not through Enxame at http://localhost:" + node.port(), "because of --bind, --no-lsd");
        assertThat(alone.exitCode()).as("it asked the daemon's tracker").isZero();
        assertThat(folder.resolve("alone/data.bin")).hasBinaryContent(content);
    }

    @Test
    void another_tracker_than_the_daemons_is_asked_without_it_and_that_is_said() throws Exception {
        try (TrackerServer other = TrackerServer.open(
                io.github.enxame.tracker.TrackerSettings.of("127.0.0.1", 0, folder.resolve("other-tracker")))) {
            Run get = get("--tracker", other.uri().toString());
            assertThat(get.exitCode()).isEqualTo(1);
            assertThat(get.err())
                    .contains("Not through Enxame at", tracker.uri().toString());
        }
    }
}
