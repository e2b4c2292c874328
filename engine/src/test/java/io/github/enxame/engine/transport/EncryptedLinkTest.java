package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.mse.MseDialled;
import io.github.enxame.protocol.mse.MseDialler;
import io.github.enxame.protocol.mse.MseMethod;
import io.github.enxame.protocol.mse.MseOpening;
import io.github.enxame.protocol.mse.MseOutcome;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncryptedLinkTest {
    private static final byte[] TORRENT = TwoEnds.HELLO.infoHash();
    private static final byte[] OTHER =
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void whatever_either_side_wants_an_encrypted_dial_carries_all_both_ways(Encryption listening) throws Exception {
        for (Encryption dialling : EnumSet.complementOf(EnumSet.of(Encryption.NEVER))) {
            try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), listening, dialling)) {
                ends.server.expect(TORRENT);
                ends.server.expect(OTHER);
                Ear dialler = ends.dialEncrypted(TORRENT);
                Ear acceptor = ends.accept();
                Thread there =
                        Thread.ofVirtual().start(() -> TcpTransportTest.exchange(acceptor, ends.serverPool, 1, 2));
                TcpTransportTest.exchange(dialler, ends.clientPool, 2, 1);
                there.join();
            }
        }
    }

    @Test
    void many_encrypted_links_open_at_once() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), Encryption.REQUIRED, Encryption.REQUIRED)) {
            ends.server.expect(TORRENT);
            List<Ear> dialled = java.util.stream.IntStream.range(0, 50)
                    .mapToObj(_ -> ends.dialEncrypted(TORRENT))
                    .toList();
            for (Ear ear : dialled) {
                Link link = ear.link();
                link.send(TwoEnds.HELLO);
                link.flush();
            }
            for (int n = 0; n < dialled.size(); n++) {
                Ear ear = ends.accept();
                Link link = ear.link();
                assertThat(ear.next(Ear.Heard.Greeted.class).handshake()).isEqualTo(TwoEnds.HELLO);
                assertThat(link.enciphered()).isTrue();
            }
        }
    }

    @Test
    void who_never_encrypts_refuses_an_encrypted_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), Encryption.NEVER, Encryption.PLAIN)) {
            ends.server.expect(TORRENT);
            Ear dialler = ends.dialEncrypted(TORRENT);
            Ear acceptor = ends.accept();
            acceptor.link();
            assertThat(acceptor.next(Ear.Heard.Closed.class).reason()).contains("plain connections only");
            dialler.link();
            dialler.next(Ear.Heard.Closed.class);
        }
    }

    @Test
    void who_requires_encryption_refuses_a_plain_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), Encryption.REQUIRED, Encryption.PLAIN)) {
            ends.server.expect(TORRENT);
            Link link = ends.dial().link();
            link.send(TwoEnds.HELLO);
            link.flush();
            assertThat(ends.accept().closedAfter(ends.serverPool)).contains("takes encrypted connections only");
        }
    }

    @Test
    void a_torrent_that_is_not_or_no_longer_here_ends_the_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            ends.server.expect(OTHER);
            ends.server.expect(TORRENT);
            ends.server.dismiss(TORRENT);
            ends.dialEncrypted(TORRENT);
            assertThat(ends.accept().closedAfter(ends.serverPool)).contains("not here");
        }
    }

    @Test
    void noise_ends_the_link_and_costs_nothing_for_long() throws Exception {
        try (TwoEnds ends = new TwoEnds(TwoEnds.limits(LONG, LONG, LONG))) {
            ends.server.expect(TORRENT);
            for (int seed = 0; seed < 30; seed++) {
                byte[] noise = new byte[700];
                new Random(seed).nextBytes(noise);
                try (Socket stranger = ends.stranger()) {
                    stranger.getOutputStream().write(noise);
                    assertThat(ends.accept().closedAfter(ends.serverPool))
                            .as("seed %s", seed)
                            .contains("another torrent");
                }
            }
        }
    }

    @Test
    void a_key_and_silence_end_the_link() throws Exception {
        for (int length : new int[] {1, 95, 96, 300}) {
            try (TwoEnds ends = new TwoEnds(TwoEnds.limits(SHORT, LONG, LONG));
                    Socket stranger = ends.stranger()) {
                ends.server.expect(TORRENT);
                byte[] noise = new byte[length];
                Arrays.fill(noise, (byte) 7);
                stranger.getOutputStream().write(noise);
                assertThat(ends.accept().closedAfter(ends.serverPool)).contains("no handshake within 200 ms");
            }
        }
    }

    @Test
    void a_peer_that_answers_an_encrypted_dial_in_plain_ends_the_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard());
                ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ear ear = new Ear();
            ends.client.dialEncrypted(
                    new InetSocketAddress(plain.getInetAddress(), plain.getLocalPort()), TORRENT, ear);
            try (Socket peer = plain.accept()) {
                peer.getOutputStream().write(TwoEnds.hello());
                peer.getOutputStream().write(new byte[700]);
                assertThat(ear.closedAfter(ends.clientPool)).contains("no encrypted connection");
            }
        }
    }

    @Test
    void the_handshake_goes_along_with_the_opening_so_that_it_costs_no_further_round_trip() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard());
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Ear ear = new Ear();
            ends.client.dialEncrypted((InetSocketAddress) server.getLocalAddress(), TORRENT, ear);
            Link link = ear.link();
            link.send(TwoEnds.HELLO);
            link.flush();
            try (SocketChannel peer = server.accept()) {
                ByteBuffer in = ByteBuffer.allocate(4096).limit(0);
                MseOutcome outcome = agree(
                        peer,
                        new MseDialled(_ -> Optional.of(TORRENT), List.of(MseMethod.RC4), new SecureRandom()),
                        in);
                assertThat(outcome.initialLength()).isEqualTo(Handshake.LENGTH);
                read(peer, in, Handshake.LENGTH);
                outcome.incoming().apply(in);
                assertThat(WireCodec.decodeHandshake(in)).isEqualTo(TwoEnds.HELLO);
            }
            ear.closedAfter(ends.clientPool);
        }
    }

    @Test
    void with_rc4_nothing_readable_is_on_the_wire() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), Encryption.PREFERRED, Encryption.PLAIN);
                SocketChannel peer = SocketChannel.open(ends.address)) {
            ends.server.expect(TORRENT);
            ByteBuffer out = ByteBuffer.allocate(MseOpening.MAX_OUTPUT);
            MseDialler dialler = new MseDialler(
                    TORRENT, Set.of(MseMethod.PLAIN, MseMethod.RC4), TwoEnds::hello, new SecureRandom(), out);
            write(peer, out);
            ByteBuffer in = ByteBuffer.allocate(4096).limit(0);
            MseOutcome outcome = agree(peer, dialler, in);
            assertThat(outcome.method()).isEqualTo(MseMethod.RC4);
            Ear ear = ends.accept();
            Link link = ear.link();
            ear.next(Ear.Heard.Greeted.class);
            link.send(TwoEnds.HELLO);
            link.send(new Message.HaveAll());
            link.flush();
            read(peer, in, Handshake.LENGTH + 5);
            String raw = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
            assertThat(raw).doesNotContain("BitTorrent");
            outcome.incoming().apply(in);
            assertThat(WireCodec.decodeHandshake(in)).isEqualTo(TwoEnds.HELLO);
            assertThat(in.getInt()).isEqualTo(1);
        }
    }

    private static MseOutcome agree(SocketChannel peer, MseOpening opening, ByteBuffer in) throws Exception {
        ByteBuffer out = ByteBuffer.allocate(MseOpening.MAX_OUTPUT);
        while (true) {
            MseOutcome outcome = opening.receive(in, out);
            write(peer, out);
            if (outcome != null) {
                return outcome;
            }
            read(peer, in, in.remaining() + 1);
        }
    }

    private static void write(SocketChannel peer, ByteBuffer out) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            peer.write(out);
        }
        out.clear();
    }

    /** Reads until at least so many bytes are there. */
    private static void read(SocketChannel peer, ByteBuffer in, int length) throws IOException {
        in.compact();
        while (in.position() < length) {
            assertThat(peer.read(in)).as("bytes read").isPositive();
        }
        in.flip();
    }
}
