package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.problem.ProblemException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TrackerOptionTest {
    @Test
    void a_tracker_may_be_named_by_its_announce_url_or_its_start() throws Exception {
        URI announce = URI.create("http://school:6969/announce");
        assertThat(TrackerOption.announce("school:6969")).isEqualTo(announce);
        assertThat(TrackerOption.announce("http://school:6969/announce")).isEqualTo(announce);
        assertThat(TrackerOption.announce("udp://school:6969/announce"))
                .isEqualTo(URI.create("udp://school:6969/announce"));
    }

    @Test
    void a_udp_tracker_needs_a_host_and_a_port() {
        for (String text : new String[] {"udp://school/announce", "udp://", "udp://school:x", "UDP://:1"}) {
            assertThatThrownBy(() -> TrackerOption.announce(text))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("udp://tracker.example:6969/announce");
        }
    }
}
