package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.problem.ProblemException;
import java.net.URI;
import java.util.List;
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
    void an_announce_url_stays_as_it_is() throws Exception {
        for (String url : List.of(
                "http://t:9/announce.php?passkey=0123456789abcdef",
                "http://t:9/announce?passkey=0123456789abcdef",
                "http://t:9/announce.php",
                "http://t:9/0123456789abcdef/announce",
                "http://t:9/?passkey=abc",
                "https://tracker.example/a/b.php/announce?x=1&y=2",
                "http://t:9/tracker.php/announce",
                "http://t_u:9/x",
                "http://t/announce/",
                "udp://t:9/announce?passkey=abc")) {
            assertThat(TrackerOption.announce(url)).hasToString(url);
        }
        assertThat(TrackerOption.announce("http://t:9")).hasToString("http://t:9/announce");
        assertThat(TrackerOption.announce("http://t_u:9/")).hasToString("http://t_u:9/announce");
        assertThat(TrackerOption.announce("http://t:9/announce.php?k=1|2"))
                .hasToString("http://t:9/announce.php?k=1%7C2");
    }

    @Test
    void what_is_no_trackers_url_is_said_without_its_password() {
        assertThatThrownBy(() -> TrackerOption.announce("http://me:secret@t:99999/announce"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("its port is not a number from 1 to 65535")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> TrackerOption.announce("ws://t:9/announce"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("only http:// and https://");
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
