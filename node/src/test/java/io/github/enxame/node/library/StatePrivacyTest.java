package io.github.enxame.node.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatePrivacyTest {
    @TempDir
    Path folder;

    private StateFolder state;

    @BeforeEach
    void choose() {
        assumeTrue(PrivateFiles.supported(), "needs a system that knows file modes");
        state = new StateFolder(folder.resolve("state"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void loosen(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void a_new_state_folder_is_its_users_alone() throws Exception {
        StatePrivacy.ensure(state);
        assertThat(mode(state.path())).isEqualTo("rwx------");
        assertThat(state.path()).isEmptyDirectory();
        PrivateFiles.write(state.choices(), new byte[5]);
        assertThat(mode(state.choices())).isEqualTo("rw-------");
        PrivateFiles.write(state.choices(), new byte[7]);
        assertThat(mode(state.choices())).isEqualTo("rw-------");
        assertThat(Files.size(state.choices())).isEqualTo(7);
        assertThat(mode(PrivateFiles.createFolders(state.uploads().resolve("a"))))
                .isEqualTo("rwx------");
        assertThat(mode(state.uploads())).isEqualTo("rwx------");
    }

    @Test
    void what_an_older_version_left_open_is_closed() throws Exception {
        Path upload = Files.createDirectories(state.uploads().resolve("a")).resolve("tese.pdf");
        Files.createDirectories(state.torrents());
        Files.writeString(upload, "x");
        Files.writeString(state.choices(), "{}");
        Path other = Files.writeString(state.path().resolve("mine.txt"), "x");
        Path linked = Files.writeString(folder.resolve("elsewhere.txt"), "x");
        Files.createSymbolicLink(state.uploads().resolve("link"), linked);
        for (Path path : new Path[] {state.path(), state.uploads(), upload.getParent(), state.torrents()}) {
            loosen(path, "rwxr-xr-x");
        }
        for (Path path : new Path[] {upload, state.choices(), other, linked}) {
            loosen(path, "rw-r--r--");
        }
        StatePrivacy.ensure(state);
        assertThat(mode(state.path())).isEqualTo("rwx------");
        assertThat(mode(upload.getParent())).isEqualTo("rwx------");
        assertThat(mode(upload)).isEqualTo("rw-------");
        assertThat(mode(state.choices())).isEqualTo("rw-------");
        assertThat(mode(other)).as("not Enxame's").isEqualTo("rw-r--r--");
        assertThat(mode(linked)).as("outside").isEqualTo("rw-r--r--");
    }

    @Test
    void a_folder_with_other_things_in_it_keeps_its_mode() throws Exception {
        Files.createDirectories(state.path());
        Files.writeString(state.path().resolve("thesis.md"), "x");
        loosen(state.path(), "rwxr-xr-x");
        StatePrivacy.ensure(state);
        assertThat(mode(state.path())).isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_folder_that_everybody_may_write_to_is_refused() throws Exception {
        Files.createDirectories(state.path());
        Files.writeString(state.path().resolve("thesis.md"), "x");
        loosen(state.path(), "rwxrwxrwx");
        assertThatThrownBy(() -> StatePrivacy.ensure(state))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Other users may write to")
                .hasMessageContaining("--state");
    }

    @Test
    void a_folder_of_another_user_is_refused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to give a folder away");
        Files.createDirectories(state.path());
        Files.setAttribute(state.path(), "unix:uid", 65534);
        assertThatThrownBy(() -> StatePrivacy.ensure(state))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("belongs to the user")
                .hasMessageContaining("--state");
        assertThat(state.path()).isEmptyDirectory();
    }
}
