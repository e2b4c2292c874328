package io.github.enxame.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PexRecordTest {
    private static final long SECOND = 1_000_000_000L;

    private final PexRecord record = new PexRecord(0);

    private static PexPeer peer(int number) {
        InetAddress ip = InetAddress.ofLiteral("10.0." + number / 250 + "." + (1 + number % 250));
        return new PexPeer(new PeerAddress(ip, 6881), 0);
    }

    private static List<PexPeer> peers(int from, int to) {
        return IntStream.range(from, to).mapToObj(PexRecordTest::peer).toList();
    }

    private Optional<PexMessage> next(List<PexPeer> connected, long change, long nowNanos) {
        Set<PeerAddress> present = connected.stream().map(PexPeer::address).collect(Collectors.toSet());
        return record.next(present, connected.stream(), change, nowNanos);
    }

    @Test
    void the_first_message_goes_at_once_and_the_next_more_than_a_minute_later() {
        assertThat(next(List.of(), 0, 0)).as("nobody to name").isEmpty();
        assertThat(next(peers(0, 2), 1, SECOND).orElseThrow().added()).isEqualTo(peers(0, 2));
        assertThat(next(peers(0, 3), 2, 65 * SECOND)).isEmpty();
        assertThat(next(peers(0, 2), 3, 67 * SECOND)).as("nothing changed").isEmpty();
        PexMessage second = next(peers(1, 3), 4, 68 * SECOND).orElseThrow();
        assertThat(second.added()).containsExactly(peer(2));
        assertThat(second.dropped()).containsExactly(peer(0).address());
    }

    @Test
    void no_message_names_more_than_fifty_and_the_rest_follows() {
        assertThat(next(peers(0, 120), 1, 0).orElseThrow().added()).hasSize(PexMessage.MAX_SENT);
        assertThat(next(peers(0, 120), 1, 65 * SECOND).orElseThrow().added()).isEqualTo(peers(50, 100));
        PexMessage third = next(peers(110, 120), 2, 130 * SECOND).orElseThrow();
        assertThat(third.added()).isEqualTo(peers(110, 120));
        assertThat(third.dropped()).hasSize(PexMessage.MAX_SENT);
    }

    @Test
    void who_was_told_everything_lacks_nothing_until_something_changes() {
        assertThat(record.lacks(0)).as("nothing was told yet").isTrue();
        next(peers(0, 70), 0, 0);
        assertThat(record.lacks(0)).as("20 were not named yet").isTrue();
        next(peers(0, 70), 0, 65 * SECOND);
        assertThat(record.lacks(0)).isFalse();
        assertThat(record.lacks(1)).isTrue();
        assertThat(next(peers(0, 70), 1, 130 * SECOND)).isEmpty();
        assertThat(record.lacks(1)).isFalse();
    }

    @Test
    void of_thousands_a_peer_is_told_of_a_hundred_and_of_others_when_some_of_these_leave() {
        for (int minute = 0; minute < 10; minute++) {
            next(peers(0, 1_000), 0, minute * PexRecord.INTERVAL_NANOS);
        }
        assertThat(record.lacks(0)).isFalse();
        PexMessage next =
                next(peers(10, 1_000), 1, 10 * PexRecord.INTERVAL_NANOS).orElseThrow();
        assertThat(next.dropped()).hasSize(10);
        assertThat(next.added()).isEqualTo(peers(PexRecord.MOST_TOLD, PexRecord.MOST_TOLD + 10));
        assertThat(next(peers(10, 1_000), 1, 11 * PexRecord.INTERVAL_NANOS)).isEmpty();
    }

    @Test
    void what_a_peer_was_told_is_in_the_end_what_is_true() {
        Random random = new Random(20261122);
        Set<PeerAddress> believes = new HashSet<>();
        List<PexPeer> connected = List.of();
        for (int minute = 0; minute < 300; minute++) {
            if (minute < 250) {
                int from = random.nextInt(100);
                connected = peers(from, from + random.nextInt(60));
            }
            Optional<PexMessage> message = next(connected, minute, minute * PexRecord.INTERVAL_NANOS);
            message.ifPresent(told -> {
                told.added().forEach(peer -> assertThat(believes.add(peer.address()))
                        .isTrue());
                assertThat(believes.removeAll(told.dropped()))
                        .isEqualTo(!told.dropped().isEmpty());
            });
        }
        assertThat(believes)
                .containsExactlyInAnyOrderElementsOf(
                        connected.stream().map(PexPeer::address).toList());
    }

    @Test
    void one_peer_cannot_name_any_number() {
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += record.take(new PexMessage(peers(50 * i, 50 * i + 50), List.of()), 0)
                    .size();
        }
        assertThat(taken).as("a few messages at once").isEqualTo(200);
        for (int i = 0; i < 1_000; i++) {
            taken += record.take(new PexMessage(peers(50 * i, 50 * i + 50), List.of()), i * 60 * SECOND)
                    .size();
        }
        assertThat(taken).isEqualTo(PexRecord.MAX_TAKEN);
        assertThat(record.take(new PexMessage(peers(0, 50), List.of()), 1_000_000 * SECOND))
                .isEmpty();
    }
}
