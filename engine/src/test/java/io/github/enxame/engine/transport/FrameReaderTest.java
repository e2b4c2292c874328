package io.github.enxame.engine.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FrameReaderTest {
    private static final int LONG_FRAME_BYTES = 4 << 20;
    private final BufferPool pool = new BufferPool(WireCodec.MAX_BLOCK, 256);
    private final Semaphore longFrames = new Semaphore(LONG_FRAME_BYTES);

    @Test
    void messages_come_whole_and_in_order_however_the_bytes_are_cut() throws Exception {
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            List<Message> sent = new GeneratedTraffic(random).messages(60, pool);
            int maxChunk = new int[] {7, 40, 3000, 20_000, 1 << 20, 1 << 30}[seed % 6];
            FrameReader reader = reader(GeneratedTraffic.encoded(sent), random, maxChunk, 300);
            List<Message> got = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (true) {
                            List<Message> batch = reader.read();
                            assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(64);
                            got.addAll(batch);
                        }
                    })
                    .as("seed %s", seed)
                    .isInstanceOf(EOFException.class);
            assertThat(got).as("seed %s", seed).isEqualTo(sent);
            GeneratedTraffic.release(got, pool);
            GeneratedTraffic.release(sent, pool);
            reader.close();
            assertThat(pool.leased()).as("seed %s", seed).isZero();
            assertThat(longFrames.availablePermits()).as("seed %s", seed).isEqualTo(LONG_FRAME_BYTES);
        }
    }

    @Test
    void a_handshake_and_what_follows_it_may_come_in_any_pieces() throws Exception {
        Handshake handshake = Handshake.of(new byte[20], new byte[20]);
        ByteBuffer bytes = ByteBuffer.allocate(73);
        WireCodec.encode(handshake, bytes);
        WireCodec.encode(new Message.HaveAll(), bytes);
        for (int maxChunk = 1; maxChunk < 80; maxChunk++) {
            FrameReader reader = reader(bytes.array(), new Random(maxChunk), maxChunk, 300);
            assertThat(reader.readHandshake()).isEqualTo(handshake);
            assertThat(reader.read()).containsExactly(new Message.HaveAll());
        }
    }

    @Test
    void another_protocol_is_refused_at_its_first_bytes() {
        FrameReader reader = reader("GET".getBytes(US_ASCII), new Random(1), 100, 300);
        assertThatThrownBy(reader::readHandshake)
                .isInstanceOf(WireException.class)
                .hasMessageContaining("does not speak BitTorrent");
    }

    @Test
    void arbitrary_bytes_end_in_an_error_and_every_buffer_comes_back() throws Exception {
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            List<Message> messages = new GeneratedTraffic(random).messages(3, pool);
            byte[] bytes = GeneratedTraffic.encoded(messages);
            GeneratedTraffic.release(messages, pool);
            for (int change = random.nextInt(6); change >= 0 && bytes.length > 0; change--) {
                int at = random.nextInt(Math.min(bytes.length, 40));
                bytes[at] = (byte) random.nextInt(24);
            }
            FrameReader reader = reader(bytes, random, 1 + random.nextInt(5000), 300);
            int seedNow = seed;
            assertThatThrownBy(() -> {
                        while (true) {
                            GeneratedTraffic.release(reader.read(), pool);
                            assertThat(LONG_FRAME_BYTES - longFrames.availablePermits())
                                    .as("seed %s", seedNow)
                                    .isLessThanOrEqualTo(2 * bytes.length + 16 * 1024);
                        }
                    })
                    .as("seed %s", seed)
                    .isInstanceOfAny(WireException.class, EOFException.class);
            reader.close();
            assertThat(pool.leased()).as("seed %s", seed).isZero();
            assertThat(longFrames.availablePermits()).as("seed %s", seed).isEqualTo(LONG_FRAME_BYTES);
        }
    }

    @Test
    void what_came_before_a_bad_message_is_delivered() throws Exception {
        byte[] bytes = {0, 0, 0, 1, 1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0};
        FrameReader reader = reader(bytes, new Random(1), 1000, 300);
        List<Message> got = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        got.addAll(reader.read());
                    }
                })
                .isInstanceOf(WireException.class);
        assertThat(got).containsExactly(new Message.Unchoke(), new Message.Interested());
    }

    @Test
    void a_frame_over_the_limit_is_refused_by_its_length_alone() {
        for (int length : new int[] {-1, Integer.MAX_VALUE, WireCodec.frameLimit(0) + 1}) {
            FrameReader reader = reader(ByteBuffer.allocate(5).putInt(length).array(), new Random(1), 100, 300);
            assertThatThrownBy(reader::read).isInstanceOf(WireException.class);
        }
        FrameReader reader = reader(ByteBuffer.allocate(5).putInt(50_000).array(), new Random(1), 100, 300);
        reader.limitFrames(40_000);
        assertThatThrownBy(reader::read).isInstanceOf(WireException.class).hasMessageContaining("50000");
    }

    @Test
    void only_a_bitfield_may_be_as_long_as_a_frame() throws Exception {
        for (int type : new int[] {0, 6, 20, 21, 22, 99, 255}) {
            int length = type == 20 ? WireCodec.MAX_EXTENDED + 3 : WireCodec.MAX_OTHER_FRAME + 1;
            byte[] start =
                    ByteBuffer.allocate(5).putInt(length).put((byte) type).array();
            assertThatThrownBy(reader(start, new Random(1), 100, 300)::read)
                    .as("type %s", type)
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining(String.valueOf(length));
        }
        Message bitfield = new Message.Bitfield(ByteBuffer.allocate(WireCodec.frameLimit(0) - 1));
        assertThat(reader(GeneratedTraffic.encoded(bitfield), new Random(1), 10_000, 300)
                        .read())
                .containsExactly(bitfield);
    }

    @Test
    void a_block_over_16_kib_is_refused_before_its_data() {
        byte[] header = ByteBuffer.allocate(13).putInt(9 + 16385).put((byte) 7).array();
        FrameReader reader = reader(header, new Random(1), 100, 300);
        assertThatThrownBy(reader::read).isInstanceOf(WireException.class).hasMessageContaining("16394");
        assertThat(pool.leased()).isZero();
    }

    @Test
    void long_frames_of_all_links_together_are_bounded() {
        byte[] start = ByteBuffer.allocate(2000).putInt(60_000).put((byte) 20).array();
        FrameReader reader = reader(start, new Random(1), 4000, 300);
        longFrames.drainPermits();
        assertThatThrownBy(reader::read).isInstanceOf(WireException.class).hasMessageContaining("too many");
    }

    @Test
    @Timeout(20)
    void without_a_free_buffer_what_is_whole_is_delivered_before_waiting_for_one() throws Exception {
        BufferPool tiny = new BufferPool(WireCodec.MAX_BLOCK, 1);
        Message.Block block = new Message.Block(1, 2, ByteBuffer.allocate(100));
        byte[] bytes = GeneratedTraffic.encoded(List.of(new Message.Unchoke(), block, block));
        FrameReader reader = new FrameReader(
                MemoryChannel.reading(bytes, new Random(1), 1 << 20),
                () -> 1,
                new BlockGate(tiny),
                longFrames,
                ByteBuffer.allocateDirect(2048));
        List<Message> first = new ArrayList<>();
        while (first.size() < 2) {
            first.addAll(reader.read());
        }
        assertThat(first).containsExactly(new Message.Unchoke(), block);
        GeneratedTraffic.release(first, tiny);
        List<Message> second = reader.read();
        assertThat(second).containsExactly(block);
        GeneratedTraffic.release(second, tiny);
        assertThat(tiny.leased()).isZero();
    }

    @Test
    void the_counters_tell_whether_a_block_is_half_here() throws Exception {
        byte[] frame = GeneratedTraffic.encoded(new Message.Block(0, 0, ByteBuffer.allocate(5000)));
        FrameReader reader = reader(Arrays.copyOf(frame, 4000), new Random(1), 100, 300);
        assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
        assertThat(reader.blockEdges()).isOdd();
        assertThat(pool.leased()).isOne();
        reader.close();
        assertThat(pool.leased()).isZero();
    }

    @Test
    void blocks_that_follow_each_other_are_read_many_at_a_time() throws Exception {
        List<Message> sent = blocks(100);
        FrameReader reader = reader(GeneratedTraffic.encoded(sent), new Random(1), Integer.MAX_VALUE, 2048);
        List<Message> got = new ArrayList<>();
        while (got.size() < sent.size()) {
            got.addAll(reader.read());
        }
        assertThat(got).isEqualTo(sent);
        assertThat(reader.reads() / 2).isLessThan(30);
        GeneratedTraffic.release(got, pool);
        reader.close();
        assertThat(pool.leased()).isZero();
        assertThat(longFrames.availablePermits()).isEqualTo(LONG_FRAME_BYTES);
    }

    @Test
    void what_comes_in_the_place_of_an_expected_block_is_not_lost() throws Exception {
        Message.Block last = new Message.Block(7, 16384, ByteBuffer.allocate(100));
        for (Message other : List.of(new Message.Have(3), new Message.KeepAlive(), last)) {
            for (int at = 0; at < 40; at++) {
                List<Message> sent = blocks(40);
                sent.add(at, other);
                FrameReader reader = reader(GeneratedTraffic.encoded(sent), new Random(at), Integer.MAX_VALUE, 2048);
                List<Message> got = new ArrayList<>();
                while (got.size() < sent.size()) {
                    got.addAll(reader.read());
                }
                assertThat(got).as("%s at %s", other, at).isEqualTo(sent);
                got.remove(other);
                GeneratedTraffic.release(got, pool);
                reader.close();
                assertThat(longFrames.availablePermits()).isEqualTo(LONG_FRAME_BYTES);
            }
        }
    }

    @Test
    void no_blocks_are_expected_of_who_may_send_but_one_or_when_too_much_could_be_misplaced() throws Exception {
        for (boolean one : new boolean[] {true, false}) {
            byte[] bytes = GeneratedTraffic.encoded(blocks(20));
            MemoryChannel channel = MemoryChannel.reading(bytes, new Random(1), Integer.MAX_VALUE);
            BlockGate gate = new BlockGate(pool);
            FrameReader reader =
                    new FrameReader(channel, channel::remaining, gate, longFrames, ByteBuffer.allocateDirect(2048));
            int permits = one ? 0 : longFrames.drainPermits();
            for (int i = 0; i < 20; i++) {
                if (one) {
                    gate.admitOne();
                }
                List<Message> got = reader.read();
                assertThat(got).isNotEmpty();
                assertThat(pool.leased()).isLessThanOrEqualTo(got.size() + 1);
                GeneratedTraffic.release(got, pool);
                if (!one && channel.remaining() == 0) {
                    break;
                }
            }
            assertThat(longFrames.availablePermits()).isEqualTo(one ? LONG_FRAME_BYTES : 0);
            longFrames.release(permits);
            reader.close();
            assertThat(pool.leased()).isZero();
        }
    }

    private static List<Message> blocks(int count) {
        List<Message> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] data = new byte[WireCodec.MAX_BLOCK];
            new Random(i).nextBytes(data);
            blocks.add(new Message.Block(i / 16, i % 16 * WireCodec.MAX_BLOCK, ByteBuffer.wrap(data)));
        }
        return blocks;
    }

    /** A reader that is told the truth about what waits, or anything. */
    private FrameReader reader(byte[] bytes, Random random, int maxChunk, int headLength) {
        MemoryChannel channel = MemoryChannel.reading(bytes, random, maxChunk);
        boolean truth = maxChunk == Integer.MAX_VALUE || random.nextBoolean();
        return new FrameReader(
                channel,
                () -> truth ? channel.remaining() : random.nextInt(random.nextBoolean() ? 3 : 300_000),
                new BlockGate(pool),
                longFrames,
                ByteBuffer.allocateDirect(headLength));
    }
}
