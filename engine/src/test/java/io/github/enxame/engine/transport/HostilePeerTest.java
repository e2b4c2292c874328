package io.github.enxame.engine.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostilePeerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void another_protocol_ends_the_link() throws Exception {
        assertThat(reasonFor("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII), LONG, LONG, LONG))
                .contains("does not speak BitTorrent");
    }

    @Test
    void a_giant_frame_ends_the_link() throws Exception {
        byte[] bytes = ByteBuffer.allocate(68 + 5)
                .put(TwoEnds.hello())
                .putInt(Integer.MAX_VALUE)
                .array();
        assertThat(reasonFor(bytes, LONG, LONG, LONG)).contains("2147483647 bytes is longer than");
    }

    @Test
    void a_giant_block_ends_the_link() throws Exception {
        byte[] bytes = ByteBuffer.allocate(68 + 13)
                .put(TwoEnds.hello())
                .putInt(32 * 1024 + 9)
                .put((byte) 7)
                .array();
        assertThat(reasonFor(bytes, LONG, LONG, LONG))
                .contains("it broke the protocol")
                .contains("16393");
    }

    @Test
    void silence_before_the_handshake_ends_the_link() throws Exception {
        assertThat(reasonFor(new byte[0], SHORT, LONG, LONG)).contains("no handshake within 200 ms");
    }

    @Test
    void half_a_handshake_and_silence_ends_the_link() throws Exception {
        byte[] half = Arrays.copyOf(TwoEnds.hello(), 30);
        assertThat(reasonFor(half, SHORT, LONG, LONG)).contains("no handshake within 200 ms");
    }

    @Test
    void silence_after_the_handshake_ends_the_link() throws Exception {
        assertThat(reasonFor(TwoEnds.hello(), LONG, SHORT, LONG)).contains("nothing was heard from it for 200 ms");
    }

    @Test
    void half_a_frame_and_silence_ends_the_link() throws Exception {
        byte[] bytes = ByteBuffer.allocate(68 + 5)
                .put(TwoEnds.hello())
                .putInt(60_000)
                .put((byte) 20)
                .array();
        assertThat(reasonFor(bytes, LONG, SHORT, LONG)).contains("nothing was heard from it for 200 ms");
    }

    @Test
    void half_a_block_does_not_keep_its_buffer_for_ever() throws Exception {
        byte[] bytes = ByteBuffer.allocate(68 + 100)
                .put(TwoEnds.hello())
                .putInt(16393)
                .put((byte) 7)
                .array();
        assertThat(reasonFor(bytes, LONG, LONG, SHORT)).contains("stopped in the middle of a block");
    }

    @Test
    void a_peer_that_takes_nothing_ends_the_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TwoEnds.limits(LONG, LONG, SHORT));
                Socket stranger = ends.stranger()) {
            stranger.getOutputStream().write(TwoEnds.hello());
            Ear ear = ends.accept();
            Link link = ear.link();
            ear.next(Ear.Heard.Greeted.class);
            link.send(TwoEnds.HELLO);
            for (int i = 0; i < 500; i++) {
                link.send(new Message.Block(0, 0, ends.serverPool.lease().limit(WireCodec.MAX_BLOCK)));
            }
            link.flush();
            assertThat(ear.closedAfter(ends.serverPool)).contains("took none of what we sent for 200 ms");
        }
    }

    @Test
    void a_reset_ends_the_link() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Socket stranger = ends.stranger();
            stranger.getOutputStream().write(TwoEnds.hello());
            Ear ear = ends.accept();
            ear.link();
            ear.next(Ear.Heard.Greeted.class);
            stranger.setSoLinger(true, 0);
            stranger.close();
            assertThat(ear.next(Ear.Heard.Closed.class).reason()).contains("reset");
        }
    }

    @Test
    void noise_after_the_handshake_never_hurts_the_others() throws Exception {
        try (TwoEnds ends = new TwoEnds(TwoEnds.limits(LONG, SHORT, SHORT))) {
            for (int seed = 0; seed < 50; seed++) {
                Random random = new Random(seed);
                byte[] noise = new byte[random.nextInt(3000)];
                random.nextBytes(noise);
                if (noise.length > 4) {
                    noise[0] = 0;
                    noise[1] = 0;
                }
                try (Socket stranger = ends.stranger()) {
                    stranger.getOutputStream().write(TwoEnds.hello());
                    stranger.getOutputStream().write(noise);
                } catch (IOException closedAlready) {
                    assertThat(closedAlready).hasMessageMatching("(?s).+");
                }
                assertThat(ends.accept().closedAfter(ends.serverPool))
                        .as("seed %s", seed)
                        .isNotEmpty();
            }
        }
    }

    /** Long before the time for a handshake is over. */
    private static void assertEnds(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    private static final TcpSettings TWO_LINKS = new TcpSettings(LONG, LONG, LONG, LONG, 100, 2, 8 << 20);

    @Test
    void at_the_limit_the_oldest_silent_link_makes_room_at_once() throws Exception {
        try (TwoEnds ends = new TwoEnds(TWO_LINKS);
                Socket first = ends.stranger()) {
            ends.accept().link();
            try (Socket second = ends.stranger()) {
                ends.accept().link();
                try (Socket third = ends.stranger()) {
                    assertEnds(first);
                    ends.accept().link();
                    second.getOutputStream().write(TwoEnds.hello());
                    third.getOutputStream().write(TwoEnds.hello());
                }
            }
        }
    }

    @Test
    void more_links_than_allowed_are_closed_at_once_where_nobody_is_silent() throws Exception {
        try (TwoEnds ends = new TwoEnds(TWO_LINKS);
                Socket first = ends.stranger();
                Socket second = ends.stranger()) {
            first.getOutputStream().write(TwoEnds.hello());
            second.getOutputStream().write(TwoEnds.hello());
            for (int link = 0; link < 2; link++) {
                Ear ear = ends.accept();
                ear.link();
                ear.next(Ear.Heard.Greeted.class);
            }
            try (Socket third = ends.stranger()) {
                assertEnds(third);
            }
        }
    }

    private static String reasonFor(byte[] bytes, Duration handshake, Duration idle, Duration stall) throws Exception {
        try (TwoEnds ends = new TwoEnds(TwoEnds.limits(handshake, idle, stall));
                Socket stranger = ends.stranger()) {
            stranger.getOutputStream().write(bytes);
            return ends.accept().closedAfter(ends.serverPool);
        }
    }
}
