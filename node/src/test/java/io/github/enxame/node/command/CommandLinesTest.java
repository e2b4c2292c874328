package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLinesTest {
    @Test
    void help_ends_with_0_and_names_the_commands() {
        Run run = Run.of("--help");
        assertThat(run.exitCode()).isEqualTo(0);
        assertThat(run.out()).contains("Usage: enxame").doesNotContain("rehearse");
    }

    @Test
    void no_command_is_misuse_and_says_which_there_are() {
        Run run = Run.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("which command?").doesNotContain("rehearse");
    }

    @Test
    void an_unknown_command_is_misuse_and_points_to_the_help() {
        Run run = Run.of("fetch");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("fetch").contains("--help");
    }
}
