package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteQueueTest {
    private final WriteQueue queue = new WriteQueue();

    private static WriteQueue.Block block(int piece, int begin) {
        return new WriteQueue.Block(piece, begin, ByteBuffer.allocate(8), _ -> {});
    }

    @Test
    void there_are_always_jobs_enough_for_all_that_waits_and_order_is_kept() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int added = 0;
            int jobs = 0;
            List<Integer> taken = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                if (jobs == 0 || random.nextInt(10) > 0) {
                    jobs += queue.add(block(added++, 0)) ? 1 : 0;
                } else {
                    List<WriteQueue.Block> blocks = queue.take();
                    assertThat(blocks).hasSizeLessThanOrEqualTo(WriteQueue.MOST_AT_ONCE);
                    blocks.forEach(block -> taken.add(block.piece()));
                    jobs--;
                }
            }
            while (jobs-- > 0) {
                queue.take().forEach(block -> taken.add(block.piece()));
            }
            assertThat(taken).as("seed %s", seed).hasSize(added).isSorted();
        }
    }

    @Test
    void blocks_that_fit_one_job_need_one() {
        assertThat(queue.add(block(0, 0))).isTrue();
        for (int i = 1; i < WriteQueue.MOST_AT_ONCE; i++) {
            assertThat(queue.add(block(i, 0))).isFalse();
        }
        assertThat(queue.add(block(99, 0))).isTrue();
    }

    @Test
    void a_block_follows_the_one_that_ends_where_it_begins() {
        assertThat(block(3, 24).follows(block(3, 16), 8)).isTrue();
        assertThat(block(3, 24).follows(block(3, 8), 8)).isFalse();
        assertThat(block(4, 24).follows(block(3, 16), 8)).isFalse();
    }

    @Test
    void what_is_written_together_lies_one_behind_the_other(@TempDir Path folder) throws Exception {
        try (FileDisk disk = new FileDisk();
                Content content = disk.openOrCreate(folder.resolve("a"))) {
            ByteBuffer[] parts = new ByteBuffer[20];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = ByteBuffer.allocateDirect(16_384).putInt(0, i);
            }
            content.write(parts, 1_000);
            assertThat(content.length()).isEqualTo(1_000 + 20 * 16_384);
            for (int i = 0; i < parts.length; i++) {
                assertThat(parts[i].hasRemaining()).isFalse();
                ByteBuffer read = ByteBuffer.allocate(4);
                content.read(read, 1_000 + i * 16_384L);
                assertThat(read.getInt(0)).isEqualTo(i);
            }
            ByteBuffer[] back = {
                ByteBuffer.allocateDirect(16_384), ByteBuffer.allocateDirect(5), ByteBuffer.allocate(16_379)
            };
            content.read(back, 1_000 + 7 * 16_384L);
            assertThat(back).noneMatch(ByteBuffer::hasRemaining);
            assertThat(back[0].getInt(0)).isEqualTo(7);
            assertThat(back[1].getInt(0)).isEqualTo(8);
            back[0].clear();
            back[1].clear();
            back[2].clear();
            assertThatThrownBy(() -> content.read(back, 1_000 + 19 * 16_384L))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("ends at byte " + (1_000 + 20 * 16_384));
        }
    }
}
