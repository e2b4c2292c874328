package io.github.enxame.node.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DistanceMeterTest {
    private static final int PIECES = 10;
    private static final MeasuringLimits LIMITS =
            MeasuringLimits.standard().withTries(3).within(Duration.ofMillis(400), Duration.ofSeconds(20));

    @TempDir
    Path folder;

    private Metainfo metainfo;

    @BeforeEach
    void write() throws Exception {
        metainfo = Swarms.content(folder, "thesis.bin", PIECES * 16_384 - 5, List.of());
    }

    private List<PeerDistance> measure(MeasuringLimits limits, List<PeerAddress> peers) throws InterruptedException {
        try (DistanceMeter meter = new DistanceMeter(limits, "Meter 1")) {
            return meter.measure(metainfo, peers, Swarms.SELF, _ -> {});
        }
    }

    private PeerDistance measure(PeerAddress peer) throws InterruptedException {
        return measure(LIMITS, List.of(peer)).getFirst();
    }

    private static Handshake plain(Handshake heard, String peerId) {
        return new Handshake(new byte[8], heard.infoHash(), peerId.getBytes(StandardCharsets.US_ASCII));
    }

    private static Message.Bitfield bits(int... bytes) {
        ByteBuffer bits = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            bits.put((byte) value);
        }
        return new Message.Bitfield(bits.flip());
    }

    @Test
    void a_seed_tells_its_name_has_everything_and_is_as_far_as_its_fastest_answer() throws Exception {
        try (Engine seed = Swarms.seed(metainfo, folder)) {
            PeerDistance peer = measure(Swarms.address(seed.address()));
            assertThat(peer.failure()).isEmpty();
            assertThat(peer.client()).startsWith("Enxame");
            assertThat(peer.share()).hasValue(1.0);
            assertThat(peer.roundTripsNanos())
                    .as("3 connections and a handshake")
                    .hasSize(4);
            assertThat(peer.minimumNanos().orElseThrow())
                    .isPositive()
                    .isLessThanOrEqualTo(peer.medianNanos().orElseThrow());
        }
    }

    @Test
    void a_peer_that_has_nothing_yet_has_a_share_of_0() throws Exception {
        try (Engine leech = Swarms.engine()) {
            ready(leech.download(metainfo, folder.resolve("elsewhere")));
            PeerDistance peer = measure(Swarms.address(leech.address()));
            assertThat(peer.failure()).isEmpty();
            assertThat(peer.share()).hasValue(0.0);
        }
    }

    /** Before its files are open, an engine lets nobody in. */
    private static void ready(Torrent torrent) throws Exception {
        CompletableFuture<Void> open = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            if (snapshot.state() == TorrentState.WAITING || snapshot.state() == TorrentState.DOWNLOADING) {
                open.complete(null);
            }
        })) {
            open.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_peer_that_breaks_the_protocol_before_saying_what_it_has_did_not_answer() throws Exception {
        try (ScriptedPeer peer =
                new ScriptedPeer(heard -> plain(heard, "abcdefghijklmnopqrst"), new Message.Have(-1))) {
            PeerDistance distance = measure(peer.address());
            assertThat(distance.failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("broke the protocol"));
            assertThat(distance.share()).isEmpty();
        }
    }

    @Test
    void who_answered_comes_first_and_the_others_say_why_they_did_not() throws Exception {
        PeerAddress refusing = Swarms.nobody();
        try (Engine seed = Swarms.seed(metainfo, folder);
                ServerSocket silent = Swarms.silent()) {
            PeerAddress quiet = Swarms.address((InetSocketAddress) silent.getLocalSocketAddress());
            List<PeerDistance> peers = measure(LIMITS, List.of(refusing, quiet, Swarms.address(seed.address())));
            assertThat(peers)
                    .extracting(PeerDistance::address)
                    .containsExactly(Swarms.address(seed.address()), quiet, refusing);
            assertThat(peers.get(1).failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("no handshake"));
            assertThat(peers.get(1).minimumNanos()).as("it let us connect").isPresent();
            assertThat(peers.get(2).failure()).hasValue("connection refused");
            assertThat(peers.get(2).minimumNanos()).isEmpty();
        }
    }

    @Test
    void an_engine_without_the_torrent_did_not_answer() throws Exception {
        try (Engine stranger = Swarms.engine()) {
            PeerDistance peer = measure(Swarms.address(stranger.address()));
            assertThat(peer.failure()).hasValueSatisfying(why -> assertThat(why).contains("closed"));
        }
    }

    @Test
    void a_peer_for_another_torrent_did_not_answer() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(_ -> Handshake.of(new byte[20], new byte[20]))) {
            assertThat(measure(peer.address()).failure()).hasValue("it answers for another torrent");
        }
    }

    @Test
    void a_peer_without_extensions_is_known_by_its_id_and_its_bitfield() throws Exception {
        try (ScriptedPeer peer =
                new ScriptedPeer(heard -> plain(heard, "-TR4060-abcdefghijkl"), bits(0b1111_0000, 0b0100_0000))) {
            PeerDistance distance = measure(peer.address());
            assertThat(distance.failure()).isEmpty();
            assertThat(distance.client()).isEqualTo("TR4060");
            assertThat(distance.share()).hasValue(0.5);
        }
    }

    @Test
    void what_a_peer_says_in_several_messages_is_put_together_when_it_settles() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(
                heard -> plain(heard, "abcdefghijklmnopqrst"), new Message.Have(0), new Message.Have(9))) {
            PeerDistance distance = measure(peer.address());
            assertThat(distance.client()).isEmpty();
            assertThat(distance.share()).hasValue(0.2);
        }
    }

    @Test
    void a_peer_is_told_our_name_that_we_have_nothing_and_no_port() throws Exception {
        try (ScriptedPeer peer =
                new ScriptedPeer(heard -> Handshake.of(heard.infoHash(), new byte[20]), new Message.HaveAll())) {
            measure(peer.address());
            List<Message> heard = peer.heard().get(10, TimeUnit.SECONDS);
            assertThat(heard.getFirst()).isEqualTo(new Message.HaveNone());
            Message.Extended hello = (Message.Extended) heard.get(1);
            ExtendedHandshake said = ExtendedHandshake.decode(hello.payload());
            assertThat(said.client()).hasValue("Meter 1");
            assertThat(said.port()).isEmpty();
        }
    }

    @Test
    void a_bitfield_of_another_size_and_a_piece_too_many_are_no_answers() throws Exception {
        for (Message lie : List.of(bits(0xff), bits(0xff, 0xff), new Message.Have(PIECES))) {
            try (ScriptedPeer peer = new ScriptedPeer(heard -> plain(heard, "abcdefghijklmnopqrst"), lie)) {
                assertThat(measure(peer.address()).failure())
                        .hasValueSatisfying(why -> assertThat(why).contains("the torrent does not have"));
            }
        }
    }

    @Test
    void blocks_that_nobody_asked_for_are_no_answer() throws Exception {
        Message block = new Message.Block(0, 0, ByteBuffer.allocateDirect(16_384));
        try (ScriptedPeer peer = new ScriptedPeer(heard -> plain(heard, "abcdefghijklmnopqrst"), block)) {
            assertThat(measure(peer.address()).failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("nobody asked for"));
        }
    }

    @Test
    void more_peers_than_the_limit_are_left_out_and_each_is_measured_once() throws Exception {
        MeasuringLimits few = new MeasuringLimits(
                1, 2, 1, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20));
        PeerAddress one = Swarms.nobody();
        PeerAddress two = new PeerAddress(one.ip(), one.port() == 1 ? 2 : 1);
        PeerAddress three = new PeerAddress(one.ip(), one.port() == 3 ? 2 : 3);
        assertThat(measure(few, List.of(one, one, two, three)))
                .extracting(PeerDistance::address)
                .containsExactlyInAnyOrder(one, two);
    }

    @Test
    void when_the_time_is_over_the_rest_is_said_not_to_have_been_asked() throws Exception {
        MeasuringLimits brief = new MeasuringLimits(
                1,
                10,
                1,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMillis(300));
        try (ServerSocket one = Swarms.silent();
                ServerSocket two = Swarms.silent()) {
            List<PeerDistance> peers = measure(
                    brief,
                    List.of(
                            Swarms.address((InetSocketAddress) one.getLocalSocketAddress()),
                            Swarms.address((InetSocketAddress) two.getLocalSocketAddress())));
            assertThat(peers).hasSize(2).allSatisfy(peer -> assertThat(peer.failure())
                    .hasValue("there was no time left to ask it"));
        }
    }

    @Test
    void progress_is_told_of_every_peer() throws Exception {
        List<PeerAddress> told = new ArrayList<>();
        PeerAddress refusing = Swarms.nobody();
        try (Engine seed = Swarms.seed(metainfo, folder);
                DistanceMeter meter = new DistanceMeter(LIMITS, "Meter 1")) {
            PeerAddress answering = Swarms.address(seed.address());
            meter.measure(metainfo, List.of(refusing, answering), Swarms.SELF, peer -> told.add(peer.address()));
            assertThat(told).containsExactlyInAnyOrder(refusing, answering);
        }
    }
}
