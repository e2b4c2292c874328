package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What 'enxame up' refuses before it begins. */
class UpOptionsTest {
    @Test
    void aScheduleThatIsNoneIsQuoted() {
        Run run = Run.of("up", "--schedule", "at night: 1 up");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("at night: 1 up", "08:00-18:00 mon-fri");
    }

    @Test
    void peersAreTwoNumbersThatArePossible() {
        for (String wrong : new String[] {"100", "0,100", "100,x", "10001,10001", "100,20001", "-1,5"}) {
            Run run = Run.of("up", "--peers=" + wrong);
            assertThat(run.exitCode()).as(wrong).isEqualTo(2);
            assertThat(run.err()).as(wrong).contains("--peers", "100,1000");
        }
    }

    @Test
    void thereIsAtLeastOneUploadSlot(@TempDir Path folder) {
        Run run = Run.of("up", "--state=" + folder, "--tracker=http://127.0.0.1:1", "--upload-slots=0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--upload-slots");
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
