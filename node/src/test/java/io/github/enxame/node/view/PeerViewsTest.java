package io.github.enxame.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How addresses of peers are written. */
class PeerViewsTest {
    @ParameterizedTest
    @CsvSource({
        "example.org/a/b.pdf, 80, example.org:80/a/b.pdf",
        "2001:db8::1/a?b=c, 8080, [2001:db8::1]:8080/a?b=c",
        "[2001:db8::1]/a, 443, [2001:db8::1]:443/a",
        "example.org, 6881, example.org:6881"
    })
    void the_port_of_a_web_seed_stands_before_its_path(String host, int port, String written) {
        assertThat(PeerViews.address(InetSocketAddress.createUnresolved(host, port)))
                .isEqualTo(written);
    }
}
