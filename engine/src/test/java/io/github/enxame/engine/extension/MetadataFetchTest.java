package io.github.enxame.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.MetadataMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataFetchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PIECE = MetadataMessage.PIECE_LENGTH;

    private final byte[] info = info(100_000);
    private final Judge judge = new Judge(info);
    private final MetadataFetch<String> fetch = judge.fetch;
    private long now;

    /** A fetch, each candidate of which is judged when it is whole. */
    private static final class Judge {
        final MetadataFetch<String> fetch = new MetadataFetch<>();
        private final byte[] right;
        boolean complete;

        Judge(byte[] right) {
            this.right = right;
        }

        /** A peer gives a piece; returns who turned out to have lied. */
        List<String> received(String peer, MetadataMessage.Data piece, long now) {
            return fetch.received(peer, piece, now).map(this::judged).orElse(List.of());
        }

        List<String> judged(MetadataFetch.Candidate<String> candidate) {
            boolean isRight = Arrays.equals(candidate.bytes(), right);
            complete |= isRight;
            return fetch.judged(candidate, isRight);
        }
    }

    private static byte[] info(int length) {
        byte[] info = new byte[length];
        new Random(length).nextBytes(info);
        return info;
    }

    private static MetadataMessage.Data piece(byte[] info, int piece) {
        int begin = piece * PIECE;
        return new MetadataMessage.Data(
                piece, info.length, ByteBuffer.wrap(info, begin, Math.min(PIECE, info.length - begin)));
    }

    private void meets(String... peers) {
        for (String peer : peers) {
            fetch.meets(peer, Optional.of(info.length));
        }
    }

    @Test
    void the_pieces_are_spread_over_all_peers_and_nobody_waits_for_one_alone() {
        meets("a", "b");
        List<MetadataFetch.Ask<String>> asks = fetch.due(now);
        assertThat(asks.stream().map(MetadataFetch.Ask::piece)).contains(0, 1, 2, 3, 4, 5, 6);
        assertThat(asks.stream().filter(ask -> ask.peer().equals("a"))).hasSize(7);
        assertThat(asks.stream().filter(ask -> ask.peer().equals("b")))
                .as("asked of both, since nothing is left to ask for")
                .hasSize(7);
        assertThat(fetch.due(now)).isEmpty();
    }

    @Test
    void a_long_info_is_shared_out_between_peers() {
        byte[] longInfo = info(20 * PIECE);
        MetadataFetch<String> other = new MetadataFetch<>();
        other.meets("a", Optional.of(longInfo.length));
        other.meets("b", Optional.of(longInfo.length));
        List<MetadataFetch.Ask<String>> asks = other.due(0);
        assertThat(asks).hasSize(16).extracting(MetadataFetch.Ask::piece).doesNotHaveDuplicates();
    }

    @Test
    void who_answers_one_request_at_a_time_is_asked_the_next_when_one_was_answered() {
        meets("a");
        fetch.oneByOne("a");
        for (int piece = 0; piece < 7; piece++) {
            assertThat(fetch.due(now)).containsExactly(new MetadataFetch.Ask<>("a", piece));
            assertThat(fetch.due(now)).isEmpty();
            judge.received("a", piece(info, piece), now);
        }
        assertThat(judge.complete).isTrue();
    }

    @Test
    void it_is_whole_when_the_last_piece_came_in_whatever_order() {
        meets("a");
        List<MetadataFetch.Ask<String>> asks = new ArrayList<>(fetch.due(now));
        java.util.Collections.shuffle(asks, new Random(5));
        for (MetadataFetch.Ask<String> ask : asks) {
            assertThat(judge.complete).isFalse();
            assertThat(judge.received("a", piece(info, ask.piece()), now)).isEmpty();
        }
        assertThat(judge.complete).isTrue();
    }

    @Test
    void while_it_is_judged_nobody_is_asked_and_what_comes_twice_changes_nothing() {
        meets("a", "b");
        List<MetadataFetch.Ask<String>> asks = fetch.due(now);
        List<MetadataFetch.Candidate<String>> candidates = new ArrayList<>();
        for (MetadataFetch.Ask<String> ask : asks) {
            fetch.received(ask.peer(), piece(info, ask.piece()), now).ifPresent(candidates::add);
        }
        assertThat(candidates).hasSize(1);
        now += 5 * SECOND;
        assertThat(fetch.due(now)).isEmpty();
        assertThat(judge.judged(candidates.getFirst())).isEmpty();
        assertThat(judge.complete).isTrue();
        now += 5 * SECOND;
        assertThat(fetch.due(now)).isEmpty();
    }

    @Test
    void a_piece_that_nobody_asked_for_or_that_does_not_fit_is_not_taken() {
        meets("a");
        assertThat(fetch.received("a", piece(info, 0), now)).isEmpty();
        assertThat(fetch.received("stranger", piece(info, 0), now)).isEmpty();
        assertThat(fetch.received()).isZero();
        fetch.due(now);
        fetch.received("a", new MetadataMessage.Data(0, info.length, ByteBuffer.allocate(5)), now);
        fetch.received("a", new MetadataMessage.Data(1, info.length + 1, ByteBuffer.allocate(PIECE)), now);
        assertThat(fetch.received()).isZero();
    }

    @Test
    void a_length_beyond_the_bound_is_not_believed() {
        fetch.meets("a", Optional.of(MetadataFetch.MAX_LENGTH + 1));
        assertThat(fetch.offers("a")).isFalse();
        assertThat(fetch.length()).isZero();
    }

    @Test
    void who_refuses_is_asked_again_later_for_ever() {
        meets("a");
        long rest = 0;
        for (int i = 0; i < 12; i++) {
            List<MetadataFetch.Ask<String>> asks = fetch.due(now);
            assertThat(asks).as("after %d s", rest / SECOND).isNotEmpty();
            asks.forEach(ask -> fetch.rejected("a", ask.piece(), now));
            assertThat(fetch.due(now)).isEmpty();
            rest = 0;
            while (fetch.due(now).isEmpty()) {
                now += SECOND;
                rest += SECOND;
                assertThat(rest).isLessThanOrEqualTo(60 * SECOND);
            }
            // They count as asked; nobody answers.
            now += MetadataFetch.PATIENCE_NANOS;
            fetch.due(now);
            now += 60 * SECOND;
        }
    }

    @Test
    void who_is_silent_is_passed_over_and_what_comes_late_is_welcome() {
        meets("slow");
        fetch.due(now);
        now += MetadataFetch.PATIENCE_NANOS;
        meets("quick");
        List<MetadataFetch.Ask<String>> asks = fetch.due(now);
        assertThat(asks).extracting(MetadataFetch.Ask::peer).containsOnly("quick");
        for (int piece = 0; piece < 7; piece++) {
            judge.received("slow", piece(info, piece), now);
        }
        assertThat(judge.complete).isTrue();
    }

    @Test
    void who_has_no_info_is_asked_now_and_then_and_believed_when_it_has_it() {
        fetch.meets("new", Optional.empty());
        assertThat(fetch.due(now)).containsExactly(new MetadataFetch.Ask<>("new", 0));
        fetch.rejected("new", 0, now);
        now += 61 * SECOND;
        assertThat(fetch.due(now)).containsExactly(new MetadataFetch.Ask<>("new", 0));
        judge.received("new", piece(info, 0), now);
        fetch.due(now).forEach(ask -> judge.received("new", piece(info, ask.piece()), now));
        assertThat(judge.complete).isTrue();
    }

    @Test
    void the_one_giver_of_a_wrong_info_is_named_at_once() {
        meets("liar");
        List<String> liars = new ArrayList<>();
        byte[] wrong = info.clone();
        wrong[5]++;
        fetch.due(now).forEach(ask -> liars.addAll(judge.received("liar", piece(wrong, ask.piece()), now)));
        assertThat(liars).containsExactly("liar");
        meets("honest");
        fetch.due(now).forEach(ask -> judge.received("honest", piece(info, ask.piece()), now));
        assertThat(judge.complete).isTrue();
    }

    /** Any number of liars of several kinds beside honest peers: it comes in the end, no honest peer is blamed. */
    @Test
    void it_comes_in_the_end_whoever_lies_and_only_liars_are_named() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] right = info(1 + random.nextInt(6 * PIECE));
            byte[] wrong = right.clone();
            wrong[random.nextInt(wrong.length)]++;
            byte[] shorter = info(Math.max(1, right.length - 1 - random.nextInt(right.length)));
            Judge judging = new Judge(right);
            MetadataFetch<String> any = judging.fetch;
            List<String> peers = new ArrayList<>(List.of("honest"));
            for (int n = random.nextInt(6); n > 0; n--) {
                peers.add(List.of("honest", "wrong", "shorter", "silent", "refuses")
                                .get(random.nextInt(5))
                        + n);
            }
            java.util.Collections.shuffle(peers, random);
            peers.forEach(
                    peer -> any.meets(peer, Optional.of(peer.startsWith("shorter") ? shorter.length : right.length)));
            Set<String> named = new HashSet<>();
            long at = 0;
            for (int turn = 0; !judging.complete && turn < 1_000; turn++, at += SECOND / 4) {
                List<MetadataFetch.Ask<String>> asks = new ArrayList<>(any.due(at));
                java.util.Collections.shuffle(asks, random);
                for (MetadataFetch.Ask<String> ask : asks) {
                    String peer = ask.peer();
                    byte[] given = peer.startsWith("honest") ? right : peer.startsWith("wrong") ? wrong : shorter;
                    if (peer.startsWith("refuses")) {
                        any.rejected(peer, ask.piece(), at);
                    } else if (!peer.startsWith("silent") && ask.piece() * PIECE < given.length) {
                        named.addAll(judging.received(peer, piece(given, ask.piece()), at));
                    }
                }
            }
            assertThat(judging.complete).as("seed %s, %s", seed, peers).isTrue();
            assertThat(named)
                    .as("seed %s, %s", seed, peers)
                    .allMatch(peer -> peer.startsWith("wrong") || peer.startsWith("shorter"));
        }
    }
}
