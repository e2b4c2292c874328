package io.github.enxame.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.tracker.AddressRanges;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class HttpConnectionLimiterTest {
    private final HttpConnectionLimiter limiter =
            new HttpConnectionLimiter(AddressRanges.parse("203.0.113.9"), 1 << 20);

    /** A connection from an address that is nowhere. */
    private static final class From extends ByteArrayEndPoint {
        private final InetSocketAddress remote;

        From(String ip) {
            remote = new InetSocketAddress(InetAddress.ofLiteral(ip), 5000);
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return remote;
        }
    }

    private From connect(String ip) {
        From end = new From(ip);
        limiter.onOpened(new AbstractConnection(end, Runnable::run) {
            @Override
            public void onFillable() {
                throw new AssertionError("nothing is sent here");
            }
        });
        return end;
    }

    private List<From> connect(int count, String ip) {
        List<From> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ends.add(connect(ip));
        }
        return ends;
    }

    private static int open(List<From> ends) {
        return (int) ends.stream().filter(From::isOpen).count();
    }

    @Test
    void few_files_of_the_process_mean_few_connections() {
        assertThat(HttpConnectionLimiter.most(0)).isEqualTo(8);
        assertThat(HttpConnectionLimiter.most(16)).isEqualTo(8);
        assertThat(HttpConnectionLimiter.most(208)).isEqualTo(52);
        assertThat(HttpConnectionLimiter.most(976)).isEqualTo(244);
        assertThat(HttpConnectionLimiter.most(Long.MAX_VALUE)).isEqualTo(HttpConnectionLimiter.MAX_CONNECTIONS);
    }

    @Test
    void the_newest_of_an_address_take_the_place_of_its_oldest() {
        From other = connect("192.0.2.8");
        List<From> flood = connect(1000, "192.0.2.9");
        assertThat(open(flood)).isEqualTo(HttpConnectionLimiter.MAX_CONNECTIONS_PER_ADDRESS);
        assertThat(flood.getLast().isOpen()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void a_network_has_its_share_and_a_proxy_is_not_limited_so() {
        List<From> flood = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            flood.add(connect("2001:db8:5:" + Integer.toHexString(i) + "::1"));
        }
        assertThat(open(flood)).isEqualTo(HttpConnectionLimiter.MAX_CONNECTIONS_PER_NETWORK);
        assertThat(open(connect(900, "203.0.113.9"))).isEqualTo(900);
        assertThat(limiter.size()).isEqualTo(HttpConnectionLimiter.MAX_CONNECTIONS_PER_NETWORK + 900);
    }

    @Test
    void when_there_are_as_many_as_may_be_the_largest_network_makes_room() {
        From honest = connect("198.51.100.1");
        for (int i = 0; i < 5000; i++) {
            connect("192.0." + i % 20 + "." + i % 250);
        }
        assertThat(limiter.size()).isEqualTo(HttpConnectionLimiter.MAX_CONNECTIONS);
        assertThat(honest.isOpen()).isTrue();
        assertThat(connect("198.51.100.2").isOpen()).isTrue();
    }
}
