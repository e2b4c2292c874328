package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What 'enxame up' refuses before it begins. */
class UpOptionsTest {
    @Test
    void aScheduleThatIsNoneIsQuoted() {
        Run run = Run.of("up", "--schedule", "at night: 1 up");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("at night: 1 up", "08:00-18:00 mon-fri");
    }

    @Test
    void activeTorrentsAreTwoNumbers() {
        for (String wrong : new String[] {"3", "3,x", "-1,2", "1,2,3"}) {
            Run run = Run.of("up", "--active=" + wrong);
            assertThat(run.exitCode()).as(wrong).isEqualTo(2);
            assertThat(run.err()).as(wrong).contains("--active");
        }
    }
}
