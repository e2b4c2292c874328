package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceRulesTest {
    @TempDir
    Path home;

    private Path keys;
    private Path downloads;
    private Path state;
    private PlaceRules rules;

    @BeforeEach
    void layOut() throws IOException {
        keys = Files.createDirectories(home.resolve(".ssh"));
        downloads = Files.createDirectories(home.resolve("Downloads"));
        state = Files.createDirectories(home.resolve("state"));
        Files.writeString(keys.resolve("id"), "key");
        rules = new PlaceRules(state, downloads, Optional.of(home));
    }

    private void refused(String code, Path place) {
        assertThatThrownBy(() -> rules.into(place.toString()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    private void notShared(Path place) {
        assertThatThrownBy(() -> rules.share(place.toString()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("private_place"));
    }

    @Test
    void folders_that_are_there_and_those_below_the_downloads_may_be_written_to() throws Exception {
        Path documents = Files.createDirectories(home.resolve("Documents"));
        assertThat(rules.into(documents.toString())).isEqualTo(documents);
        assertThat(rules.into(documents + "/./x/..")).isEqualTo(documents);
        assertThat(rules.into(downloads.resolve("new/deep").toString())).isEqualTo(downloads.resolve("new/deep"));
        refused("not_found", documents.resolve("new"));
        refused("not_found", keys.resolve("id"));
    }

    @Test
    void hidden_folders_of_the_home_folder_are_not_written_to_nor_shared() throws Exception {
        refused("private_place", keys);
        refused("private_place", home.resolve("Documents/../.ssh"));
        notShared(keys);
        notShared(keys.resolve("id"));
        Path link = Files.createSymbolicLink(home.resolve("innocent"), keys);
        refused("private_place", link);
        notShared(link);
        notShared(link.resolve("id"));
        refused("private_place", downloads.resolve("../.ssh"));
        Files.createSymbolicLink(downloads.resolve("in"), keys);
        refused("private_place", downloads.resolve("in/new"));
    }

    @Test
    void the_daemons_own_state_is_not_written_to_nor_shared() {
        refused("private_place", state);
        notShared(state.resolve("daemon.json"));
        notShared(home);
        notShared(Path.of("/"));
    }

    @Test
    void downloads_may_be_hidden_where_the_user_wants_them_so() throws Exception {
        Path hidden = Files.createDirectories(home.resolve(".downloads"));
        PlaceRules own = new PlaceRules(state, hidden, Optional.of(home));
        assertThat(own.into(hidden.resolve("a").toString())).isEqualTo(hidden.resolve("a"));
    }

    @Test
    void what_is_no_absolute_path_is_refused() {
        for (String text : new String[] {"", "a", "../a", "~/a", "a\0b", "/a\0b"}) {
            assertThatThrownBy(() -> rules.into(text)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                            e.problem().code())
                    .isEqualTo("bad_request"));
        }
    }
}
