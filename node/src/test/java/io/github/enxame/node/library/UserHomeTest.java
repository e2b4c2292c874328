package io.github.enxame.node.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserHomeTest {
    @Test
    void what_HOME_names_goes_before_what_the_system_knows() {
        assertThat(UserHome.find(Map.of("HOME", "/other"), "/home/anna")).contains(Path.of("/other"));
        assertThat(UserHome.find(Map.of(), "/home/anna")).contains(Path.of("/home/anna"));
        assertThat(UserHome.find(Map.of("HOME", ""), "/home/anna")).contains(Path.of("/home/anna"));
        assertThat(UserHome.find(Map.of("HOME", "relative"), "/home/anna")).contains(Path.of("/home/anna"));
    }

    @Test
    void a_user_whom_the_system_does_not_know_has_none() {
        assertThat(UserHome.find(Map.of(), "?")).isEmpty();
        assertThat(UserHome.find(Map.of(), null)).isEmpty();
        assertThat(UserHome.find(Map.of(), "")).isEmpty();
    }

    @Test
    void the_state_lies_where_the_conventions_say() {
        Optional<Path> home = Optional.of(Path.of("/home/anna"));
        assertThat(StateFolder.find(null, Map.of(), home))
                .contains(new StateFolder(Path.of("/home/anna/.local/state/enxame")));
        assertThat(StateFolder.find(null, Map.of("XDG_STATE_HOME", "/s"), Optional.empty()))
                .contains(new StateFolder(Path.of("/s/enxame")));
        assertThat(StateFolder.find(null, Map.of("XDG_STATE_HOME", "s"), Optional.empty()))
                .isEmpty();
        assertThat(StateFolder.find(Path.of("/x/../y"), Map.of(), Optional.empty()))
                .contains(new StateFolder(Path.of("/y")));
    }
}
