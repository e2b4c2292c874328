package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpTransportTest {
    @Test
    void a_dialled_link_carries_handshakes_and_messages_both_ways() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Ear acceptor = ends.accept();
            Link out = dialler.link();
            Link in = acceptor.link();
            assertThat(out.incoming()).isFalse();
            assertThat(in.incoming()).isTrue();
            assertThat(out.remote()).isEqualTo(ends.address);
            assertThat(out.connectNanos()).isPositive();
            assertThat(in.connectNanos()).isZero();
            out.send(TwoEnds.HELLO);
            out.send(new Message.HaveNone());
            out.flush();
            assertThat(acceptor.next(Ear.Heard.Greeted.class).handshake()).isEqualTo(TwoEnds.HELLO);
            assertThat(acceptor.messages(1)).containsExactly(new Message.HaveNone());
            in.send(TwoEnds.HELLO);
            in.send(new Message.HaveAll());
            in.send(new Message.Unchoke());
            in.flush();
            assertThat(dialler.next(Ear.Heard.Greeted.class).handshake()).isEqualTo(TwoEnds.HELLO);
            assertThat(dialler.messages(2)).containsExactly(new Message.HaveAll(), new Message.Unchoke());
            out.close();
            assertThat(dialler.next(Ear.Heard.Closed.class).reason()).isEqualTo("closed on this side");
            assertThat(acceptor.next(Ear.Heard.Closed.class).reason()).isEqualTo("it closed the connection");
        }
    }

    @Test
    void who_tries_utp_is_told_at_once_that_it_is_not_spoken() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard());
                DatagramSocket stranger = new DatagramSocket(0, ends.address.getAddress())) {
            stranger.setSoTimeout(20_000);
            byte[] noise = new byte[1_400];
            stranger.send(new DatagramPacket(noise, noise.length, ends.address));
            byte[] syn = new byte[20];
            syn[0] = 0x41;
            syn[3] = 77;
            stranger.send(new DatagramPacket(syn, syn.length, ends.address));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            stranger.receive(answer);
            assertThat(answer.getLength()).isEqualTo(20);
            assertThat(answer.getData()[0]).isEqualTo((byte) 0x31);
            assertThat(answer.getData()[3]).isEqualTo((byte) 77);
        }
    }

    @Test
    void another_program_may_have_the_udp_port() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                TcpTransport transport = new TcpTransport(
                        new BufferPool(WireCodec.MAX_BLOCK, 1),
                        TcpSettings.standard(),
                        Encryption.PLAIN,
                        new SecureRandom(),
                        System::nanoTime)) {
            InetSocketAddress address = new InetSocketAddress(other.getLocalAddress(), other.getLocalPort());
            assertThat(transport.listen(address, _ -> new Ear())).isEqualTo(address);
        }
    }

    @Test
    void behind_one_admitted_block_the_next_ones_wait() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Link out = dialler.link();
            Ear acceptor = ends.accept();
            Link in = acceptor.link();
            out.admitOneBlock();
            out.send(TwoEnds.HELLO);
            out.flush();
            acceptor.next(Ear.Heard.Greeted.class);
            in.send(TwoEnds.HELLO);
            for (int piece = 0; piece < 3; piece++) {
                in.send(new Message.Block(piece, 0, ends.serverPool.lease().position(0)));
            }
            in.flush();
            dialler.next(Ear.Heard.Greeted.class);
            List<Message> first = dialler.next(Ear.Heard.Received.class).messages();
            assertThat(first).hasSize(1);
            out.admitAllBlocks();
            List<Message> rest = dialler.messages(2);
            assertThat(rest)
                    .extracting(message -> ((Message.Block) message).piece())
                    .containsExactly(1, 2);
            first.forEach(message -> out.release(((Message.Block) message).data()));
            rest.forEach(message -> out.release(((Message.Block) message).data()));
        }
    }

    @Test
    void what_is_not_flushed_stays() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Link out = ends.dial().link();
            Ear acceptor = ends.accept();
            acceptor.link();
            out.send(TwoEnds.HELLO);
            assertThat(out.queuedBytes()).isEqualTo(68);
            out.flush();
            acceptor.next(Ear.Heard.Greeted.class);
            out.send(new Message.Unchoke());
            assertThat(out.queuedBytes()).isGreaterThanOrEqualTo(5);
            out.close();
            acceptor.next(Ear.Heard.Closed.class);
        }
    }

    @Test
    void much_traffic_arrives_byte_for_byte_and_in_order_both_ways() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Ear acceptor = ends.accept();
            Thread there = Thread.ofVirtual().start(() -> exchange(acceptor, ends.serverPool, 1, 2));
            exchange(dialler, ends.clientPool, 2, 1);
            there.join();
        }
    }

    /** Sends one seed's traffic while it receives and checks the other's. */
    static void exchange(Ear ear, BufferPool pool, int sendSeed, int receiveSeed) {
        try {
            Link link = ear.link();
            link.send(TwoEnds.HELLO);
            link.flush();
            ear.next(Ear.Heard.Greeted.class);
            GeneratedTraffic outgoing = new GeneratedTraffic(new Random(sendSeed));
            GeneratedTraffic expected = new GeneratedTraffic(new Random(receiveSeed));
            BufferPool scratch = new BufferPool(WireCodec.MAX_BLOCK, 100);
            List<Message> got = new ArrayList<>();
            for (int round = 0; round < 40; round++) {
                for (Message message : outgoing.messages(50, pool)) {
                    link.send(message);
                }
                link.flush();
                List<Message> awaited = expected.messages(50, scratch);
                while (got.size() < awaited.size()) {
                    Ear.Heard news = ear.next(Ear.Heard.class);
                    if (news instanceof Ear.Heard.Received received) {
                        got.addAll(received.messages());
                    } else {
                        assertThat(news).isInstanceOf(Ear.Heard.Drained.class);
                    }
                }
                // The other side may be a round ahead.
                List<Message> these = got.subList(0, awaited.size());
                assertThat(these).as("round %s", round).isEqualTo(awaited);
                GeneratedTraffic.release(these, pool);
                these.clear();
                GeneratedTraffic.release(awaited, scratch);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_slow_reader_holds_the_writer_back_and_frees_it_again() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Link out = dialler.link();
            Ear acceptor = ends.accept();
            Link in = acceptor.link();
            out.send(TwoEnds.HELLO);
            out.flush();
            acceptor.next(Ear.Heard.Greeted.class);
            // The acceptor gives no block back, so its reader stops when its pool is empty.
            int sent = 0;
            while (out.queuedBytes() < 1 << 20) {
                out.send(new Message.Block(0, sent++, ends.clientPool.lease().limit(WireCodec.MAX_BLOCK)));
                out.flush();
            }
            assertThat(ends.serverPool.leased()).isLessThanOrEqualTo(512);
            int got = 0;
            while (got < sent) {
                for (Message message : acceptor.next(Ear.Heard.Received.class).messages()) {
                    Message.Block block = (Message.Block) message;
                    assertThat(block.begin()).isEqualTo(got++);
                    in.release(block.data());
                }
            }
            dialler.next(Ear.Heard.Drained.class);
        }
    }

    @Test
    void a_link_whose_queue_grows_over_the_cap_closes_and_gives_all_back() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Link out = dialler.link();
            out.send(TwoEnds.HELLO);
            int length = 0;
            while (length <= 8 << 20) {
                out.send(new Message.Block(0, 0, ByteBuffer.allocate(WireCodec.MAX_BLOCK)));
                length += WireCodec.MAX_BLOCK;
            }
            assertThat(dialler.next(Ear.Heard.Closed.class).reason()).contains("too slowly");
            ByteBuffer late = ends.clientPool.lease();
            out.send(new Message.Block(0, 0, late));
            out.flush();
        }
    }

    @Test
    void many_links_live_side_by_side() throws Exception {
        int count = 300;
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            List<Ear> diallers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                diallers.add(ends.dial());
            }
            for (Ear dialler : diallers) {
                Link link = dialler.link();
                link.send(TwoEnds.HELLO);
                link.send(new Message.Have(7));
                link.flush();
            }
            for (int i = 0; i < count; i++) {
                Ear acceptor = ends.accept();
                acceptor.link();
                acceptor.next(Ear.Heard.Greeted.class);
                assertThat(acceptor.messages(1)).containsExactly(new Message.Have(7));
            }
        }
    }

    @Test
    void links_killed_at_any_moment_under_load_give_every_buffer_back() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            assertThatCode(() -> killUnderLoad(random)).as("seed %s", seed).doesNotThrowAnyException();
        }
    }

    private static void killUnderLoad(Random random) throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear dialler = ends.dial();
            Link out = dialler.link();
            Ear acceptor = ends.accept();
            Link in = acceptor.link();
            out.send(TwoEnds.HELLO);
            in.send(TwoEnds.HELLO);
            in.flush();
            int blocks = random.nextInt(300);
            for (int i = 0; i < blocks; i++) {
                out.send(new Message.Block(0, i, ends.clientPool.lease()));
                if (random.nextInt(20) == 0) {
                    out.flush();
                }
            }
            out.flush();
            switch (random.nextInt(3)) {
                case 0 -> out.close();
                case 1 -> in.close();
                default -> ends.client.close();
            }
            dialler.closedAfter(ends.clientPool);
            acceptor.closedAfter(ends.serverPool);
        }
    }

    @Test
    void a_reader_that_waits_for_a_buffer_is_freed_by_closing() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            List<ByteBuffer> all = new ArrayList<>();
            for (int i = 0; i < 512; i++) {
                all.add(ends.serverPool.lease());
            }
            Link out = ends.dial().link();
            Ear acceptor = ends.accept();
            Link in = acceptor.link();
            out.send(TwoEnds.HELLO);
            out.send(new Message.Unchoke());
            out.send(new Message.Block(0, 0, ByteBuffer.allocate(WireCodec.MAX_BLOCK)));
            out.flush();
            acceptor.next(Ear.Heard.Greeted.class);
            acceptor.messages(1);
            in.close();
            acceptor.next(Ear.Heard.Closed.class);
            all.forEach(ends.serverPool::release);
        }
    }

    @Test
    void a_dial_that_is_refused_says_so() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear ear = new Ear();
            ends.client.dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ear);
            assertThat(ear.next(Ear.Heard.Failed.class).reason())
                    .contains("port " + port)
                    .contains("refused");
        }
    }

    @Test
    void a_dial_without_an_answer_fails_in_time_and_the_next_in_line_gets_its_turn() throws Exception {
        TcpSettings hasty = new TcpSettings(
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                1,
                10,
                8 << 20);
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TwoEnds ends = new TwoEnds(hasty)) {
            InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
            // Nobody accepts; once the backlog is full the system answers no more.
            List<Ear> ears = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Ear ear = new Ear();
                ears.add(ear);
                ends.client.dial(address, ear);
            }
            Ear next = ends.dial();
            next.link();
            Ear last = ears.getLast();
            assertThat(last.next(Ear.Heard.Failed.class).reason()).contains("no answer within 200 ms");
        }
    }

    @Test
    void closing_fails_the_dials_that_wait() throws Exception {
        TcpSettings patient = new TcpSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                2,
                10,
                8 << 20);
        List<Ear> ears = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TwoEnds ends = new TwoEnds(patient)) {
            for (int i = 0; i < 10; i++) {
                Ear ear = new Ear();
                ears.add(ear);
                ends.client.dial((InetSocketAddress) full.getLocalSocketAddress(), ear);
                if (i == 0) {
                    // Nobody accepts, so who comes later may not get through.
                    ear.link();
                }
            }
            ends.client.close();
            assertThat(ears.getLast().next(Ear.Heard.Failed.class).reason()).contains("closing");
            Ear late = ends.dial();
            late.next(Ear.Heard.Failed.class);
        }
    }

    @Test
    void an_unresolved_name_fails_the_dial() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            Ear ear = new Ear();
            ends.client.dial(InetSocketAddress.createUnresolved("no-such-host.invalid", 1), ear);
            assertThat(ear.next(Ear.Heard.Failed.class).reason()).contains("no such host");
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            assertThatThrownBy(() -> ends.client.listen(ends.address, link -> new Ear()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + ends.address.getPort())
                    .hasMessageContaining("another program has it");
        }
    }

    @Test
    void a_wildcard_address_takes_both_families() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard())) {
            InetSocketAddress bound = ends.server.listen(new InetSocketAddress(0), link -> new Ear());
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                Ear ear = new Ear();
                ends.client.dial(new InetSocketAddress(host, bound.getPort()), ear);
                ear.link();
            }
        }
    }
}
