package io.github.enxame.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Announce;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Connect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** By hand: each datagram and each moment is the test's. */
class UdpExchangesTest {
    private static final URI TRACKER = URI.create("udp://tracker.example:6969/announce?pass=x");
    private static final InetSocketAddress V4 = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 6969);
    private static final InetSocketAddress V6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 6969);
    private static final PeerAddress PEER = new PeerAddress(InetAddress.ofLiteral("192.0.2.9"), 6881);
    private static final AnnounceRequest REQUEST =
            AnnounceRequest.of(Id20.of(new byte[20]), Id20.of(new byte[20]), 6881, 1, 2, 3, AnnounceEvent.STARTED);

    private record Sent(UdpTrackerRequest request, InetSocketAddress to) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<AnnounceResult> results = new ArrayList<>();
    private final UdpExchanges exchanges = new UdpExchanges(new Random(1), this::send);
    private Optional<InetSocketAddress> unroutable = Optional.empty();
    private long now = 1_000;

    private void send(byte[] datagram, InetSocketAddress to) throws IOException {
        if (unroutable.equals(Optional.of(to))) {
            throw new IOException("Network is unreachable");
        }
        try {
            sent.add(new Sent(UdpTrackerRequest.decode(ByteBuffer.wrap(datagram)), to));
        } catch (AnnounceException e) {
            throw new AssertionError(e);
        }
    }

    private void announce(InetSocketAddress... addresses) {
        exchanges.begin(new UdpAnnounce(TRACKER, REQUEST, List.of(addresses), results::add, now), now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        exchanges.elapsed(now);
    }

    private void comes(UdpTrackerReply reply, InetSocketAddress from) {
        exchanges.received(ByteBuffer.wrap(reply.encode(from.equals(V6))), from, now);
    }

    private UdpTrackerRequest last() {
        return sent.getLast().request();
    }

    private void connects(long connection, InetSocketAddress from) {
        assertThat(last()).isInstanceOf(Connect.class);
        comes(new UdpTrackerReply.Connected(last().transaction(), connection), from);
    }

    private static UdpTrackerReply answer(UdpTrackerRequest to) {
        return new UdpTrackerReply.Announced(
                to.transaction(), new AnnounceReply.Peers(1800, 0, 1, 0, List.of(PEER), "", "", Optional.empty()));
    }

    private void answered() {
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(AnnounceResult.Announced.class, announced -> assertThat(
                                ((AnnounceReply.Peers) announced.reply()).peers())
                        .containsExactly(PEER));
        assertThat(exchanges.pending()).isZero();
        assertThat(exchanges.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void it_connects_announces_and_says_how_long_both_took() {
        announce(V4);
        pass(20);
        connects(77, V4);
        assertThat(last()).isInstanceOfSatisfying(Announce.class, announce -> {
            assertThat(announce.connection()).isEqualTo(77);
            assertThat(announce.request()).isEqualTo(REQUEST);
            assertThat(announce.urlData()).isEqualTo("/announce?pass=x");
        });
        pass(20);
        comes(answer(last()), V4);
        answered();
        assertThat(((AnnounceResult.Announced) results.getFirst()).rttNanos()).isEqualTo(40_000_000);
    }

    @Test
    void a_lost_datagram_costs_a_second_and_a_half_and_a_late_answer_still_counts() {
        announce(V4);
        UdpTrackerRequest first = last();
        pass(1_499);
        assertThat(sent).hasSize(1);
        pass(1);
        assertThat(sent).hasSize(2);
        assertThat(last()).isEqualTo(first);
        connects(5, V4);
        pass(1_500);
        assertThat(sent).hasSize(4);
        comes(answer(last()), V4);
        answered();
        comes(answer(last()), V4);
        answered();
    }

    @Test
    void silence_is_met_with_patience_and_then_told() {
        announce(V4);
        for (int second = 0; second < 46; second++) {
            pass(1_000);
        }
        assertThat(sent).as("at 0, 1.5 and 16.5 s").hasSize(3);
        assertThat(results).isEmpty();
        pass(1_000);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(AnnounceResult.Unreachable.class, unreachable -> assertThat(unreachable.why())
                        .contains(TRACKER.toString(), "did not answer"));
        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void what_is_forged_malformed_or_of_another_kind_is_dropped() {
        announce(V4);
        int transaction = last().transaction();
        UdpTrackerReply right = new UdpTrackerReply.Connected(transaction, 5);
        comes(right, new InetSocketAddress(V4.getAddress(), 6970));
        comes(right, V6);
        comes(new UdpTrackerReply.Connected(transaction + 1, 5), V4);
        comes(answer(last()), V4);
        comes(new UdpTrackerReply.Scraped(transaction, List.of()), V4);
        exchanges.received(ByteBuffer.wrap(new byte[7]), V4, now);
        assertThat(sent).hasSize(1);
        assertThat(results).isEmpty();
        comes(right, V4);
        comes(new UdpTrackerReply.Connected(last().transaction(), 6), V4);
        comes(answer(last()), V4);
        answered();
    }

    @Test
    void a_connection_id_serves_for_a_minute() {
        announce(V4);
        connects(5, V4);
        comes(answer(last()), V4);
        pass(59_999);
        announce(V4);
        assertThat(last()).isInstanceOfSatisfying(Announce.class, announce -> assertThat(announce.connection())
                .isEqualTo(5));
        comes(answer(last()), V4);
        pass(1);
        announce(V4);
        assertThat(last()).isInstanceOf(Connect.class);
    }

    @Test
    void many_announces_wait_for_one_connect() {
        for (int i = 0; i < 2_000; i++) {
            announce(V4);
        }
        pass(10_000);
        assertThat(sent).hasSize(2);
        connects(5, V4);
        assertThat(sent).hasSize(2_002);
        List.copyOf(sent).forEach(each -> comes(answer(each.request()), V4));
        assertThat(results).hasSize(2_000);
        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void a_refusal_is_told_and_one_of_an_old_connection_id_is_met_with_a_new_one() {
        announce(V4);
        connects(5, V4);
        comes(answer(last()), V4);
        results.clear();
        announce(V4);
        comes(new UdpTrackerReply.Refused(last().transaction(), "bad connection id"), V4);
        assertThat(results).isEmpty();
        connects(6, V4);
        comes(new UdpTrackerReply.Refused(last().transaction(), "not listed"), V4);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(AnnounceResult.Announced.class, announced -> assertThat(announced.reply())
                        .isEqualTo(new AnnounceReply.Failure("not listed", AnnounceReply.Failure.RETRY_UNSAID)));
        results.clear();
        pass(60_000);
        announce(V4);
        comes(new UdpTrackerReply.Refused(last().transaction(), "busy"), V4);
        assertThat(results).hasSize(1);
    }

    @Test
    void a_silent_address_is_left_for_the_next_one() {
        announce(V6, V4);
        pass(1_500);
        assertThat(sent).hasSize(2).allMatch(each -> each.to().equals(V6));
        pass(3_000);
        assertThat(sent.getLast().to()).isEqualTo(V4);
        connects(5, V4);
        comes(answer(last()), V4);
        assertThat(results).hasSize(1);
    }

    @Test
    void an_address_that_falls_silent_after_the_connect_is_left_too() {
        announce(V6, V4);
        connects(5, V6);
        pass(1_500);
        pass(3_000);
        assertThat(sent.getLast().to()).isEqualTo(V4);
        connects(6, V4);
        comes(answer(last()), V4);
        answered();
    }

    @Test
    void an_address_that_nothing_can_be_sent_to_is_left_at_once() {
        unroutable = Optional.of(V6);
        announce(V6, V4);
        assertThat(sent).singleElement().satisfies(each -> assertThat(each.to()).isEqualTo(V4));
        connects(5, V4);
        comes(answer(last()), V4);
        answered();
        results.clear();
        announce(V6);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(AnnounceResult.Unreachable.class, unreachable -> assertThat(unreachable.why())
                        .contains("Network is unreachable"));
    }

    @Test
    void peers_of_an_ipv6_tracker_have_ipv6_addresses() {
        PeerAddress six = new PeerAddress(InetAddress.ofLiteral("2001:db8::9"), 6881);
        announce(V6);
        connects(5, V6);
        comes(
                new UdpTrackerReply.Announced(
                        last().transaction(),
                        new AnnounceReply.Peers(1800, 0, 1, 0, List.of(six), "", "", Optional.empty())),
                V6);
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(AnnounceResult.Announced.class, announced -> assertThat(
                                ((AnnounceReply.Peers) announced.reply()).peers())
                        .containsExactly(six));
    }
}
