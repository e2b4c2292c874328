package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that commands are given: for downloads, for the state, of a tracker. */
@Timeout(60)
class PlaceOptionsTest {
    @TempDir
    Path folder;

    private Run up(Path state, Path into) {
        return Run.of(
                "up", "--state", state.toString(), "--into", into.toString(), "--web-port", "0", "--tracker-port", "0");
    }

    @Test
    void a_folder_for_downloads_that_cannot_be_used_is_said_at_the_start() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path into : new Path[] {file, file.resolve("below/it")}) {
            Run run = up(folder.resolve("state"), into);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("The folder for downloads " + into + " cannot be used", file + "", "--into")
                    .contains("is not a folder");
            assertThat(run.out()).isEmpty();
        }
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "needs folders that nobody may write to");
        Run proc = up(folder.resolve("state"), Path.of("/proc/downloads"));
        assertThat(proc.exitCode()).isEqualTo(1);
        assertThat(proc.err()).contains("The folder for downloads /proc/downloads cannot be used", "--into");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_state_folder_that_cannot_be_used_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path unwritable = Path.of("/proc/self/fdinfo");
        assumeTrue(Files.isDirectory(unwritable), "needs a folder that nobody may write to");
        for (Path state : new Path[] {file, file.resolve("below/it"), unwritable}) {
            Run run = up(state, folder.resolve("into"));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .contains("The state folder " + state + " cannot be used", "--state")
                    .doesNotContain(".probe");
        }
    }

    @Test
    void an_operator_removes_from_the_tracker_of_a_state_folder() throws Exception {
        Path state = folder.resolve("one/state");
        try (TrackerServer own = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, state.resolve("tracker")));
                LocalNode node = LocalNode.open(folder.resolve("one"), own)) {
            Path file = Files.writeString(folder.resolve("notes.txt"), "Umas palavras.");
            Run.of("share", file.toString(), "--state", state.toString());
            Run remove = Run.of(
                    "tracker",
                    "remove",
                    "notes.txt",
                    "--state",
                    node.state().path().toString());
            assertThat(remove.err()).isEmpty();
            assertThat(remove.out()).startsWith("removed notes.txt (");
        }
    }

    @Test
    void where_no_tracker_is_that_is_said_and_what_to_name() throws Exception {
        Run none = Run.of(
                "tracker",
                "remove",
                "notes.txt",
                "--state",
                folder.resolve("nowhere").toString());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains(folder.resolve("nowhere/tracker").toString(), "--state", "--data");
        try (TrackerServer other = LocalNode.tracker(folder);
                LocalNode node = LocalNode.open(folder.resolve("one"), other)) {
            Run foreign = Run.of(
                    "tracker",
                    "remove",
                    "notes.txt",
                    "--state",
                    node.state().path().toString());
            assertThat(foreign.exitCode()).isEqualTo(1);
            assertThat(foreign.err()).contains("runs no tracker", other.uri().toString(), "enxame withdraw");
        }
        Run both = Run.of("tracker", "remove", "notes.txt", "--state", "a", "--data", "b");
        assertThat(both.exitCode()).isEqualTo(2);
    }
}
