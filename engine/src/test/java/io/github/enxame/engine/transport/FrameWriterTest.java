package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final BufferPool pool = new BufferPool(WireCodec.MAX_BLOCK, 1000);
    private final Counter counter = new Counter();

    private static final class Counter implements FrameWriter.Progress {
        long bytes;
        int writes;

        @Override
        public void released() {}

        @Override
        public void writing() {
            writes++;
        }

        @Override
        public void wrote(long count) {
            bytes += count;
        }
    }

    @Test
    void the_bytes_are_the_messages_whatever_the_channel_takes_at_a_time() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Message> messages = new GeneratedTraffic(random).messages(300, pool);
            byte[] expected = GeneratedTraffic.encoded(messages);
            int maxChunk = new int[] {100, 5000, 100_000, 1 << 22}[seed % 4];
            MemoryChannel channel = MemoryChannel.writing(random, maxChunk, Integer.MAX_VALUE);
            counter.bytes = 0;
            ArrayDeque<Message> queue = new ArrayDeque<>(messages);
            writer(channel).write(queue);
            assertThat(queue).isEmpty();
            assertThat(channel.written()).as("seed %s", seed).isEqualTo(expected);
            assertThat(counter.bytes).isEqualTo(expected.length);
            assertThat(pool.leased()).as("seed %s", seed).isZero();
        }
    }

    @Test
    void a_channel_that_breaks_half_way_loses_no_buffer() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Message> messages = new GeneratedTraffic(random).messages(100, pool);
            int length = GeneratedTraffic.encoded(messages).length;
            MemoryChannel channel = MemoryChannel.writing(random, 50_000, random.nextInt(length));
            ArrayDeque<Message> queue = new ArrayDeque<>(messages);
            assertThatThrownBy(() -> writer(channel).write(queue)).isInstanceOf(IOException.class);
            GeneratedTraffic.release(new ArrayList<>(queue), pool);
            assertThat(pool.leased()).as("seed %s", seed).isZero();
        }
    }

    @Test
    void many_small_messages_leave_in_one_write() throws Exception {
        ArrayDeque<Message> queue = new ArrayDeque<>();
        for (int i = 0; i < 100; i++) {
            queue.add(new Message.Request(i, 0, 16384));
        }
        writer(MemoryChannel.writing(new Random(1), 1 << 30, Integer.MAX_VALUE)).write(queue);
        assertThat(counter.bytes).isEqualTo(1700);
        assertThat(counter.writes).isOne();
    }

    @Test
    void the_handshake_is_written_as_it_is() throws Exception {
        MemoryChannel channel = MemoryChannel.writing(new Random(1), 1 << 30, Integer.MAX_VALUE);
        Handshake handshake = Handshake.of(new byte[20], new byte[20]);
        writer(channel).write(handshake);
        assertThat(WireCodec.decodeHandshake(ByteBuffer.wrap(channel.written())))
                .isEqualTo(handshake);
    }

    @Test
    void a_block_that_is_no_leased_buffer_is_written_too() throws Exception {
        MemoryChannel channel = MemoryChannel.writing(new Random(1), 1 << 30, Integer.MAX_VALUE);
        Message.Block block = new Message.Block(1, 2, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        byte[] expected = GeneratedTraffic.encoded(block);
        writer(channel).write(new ArrayDeque<>(List.of(block)));
        assertThat(channel.written()).isEqualTo(expected);
        assertThat(pool.leased()).isZero();
    }

    private FrameWriter writer(MemoryChannel channel) {
        return new FrameWriter(channel, pool, counter, ByteBuffer.allocateDirect(2048));
    }
}
