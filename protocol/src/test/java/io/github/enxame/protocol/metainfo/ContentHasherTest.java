package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentHasherTest {
    private static final int BLOCK = PieceLayout.BLOCK;

    @Test
    void lanesMayBeFedEachOnItsOwn() {
        byte[] content = Sample.content(100_000);
        MetainfoBuilder builder = MetainfoBuilder.ofFile("one.bin", 100_000).pieceLength(32768);
        ContentHasher hasher = builder.hasher();
        assertThat(hasher.lanes()).hasSize(3);
        for (HashLane lane : hasher.lanes()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(100_000).put(content).flip();
            lane.update(direct);
            assertThat(direct.position())
                    .as("the caller's buffer is left alone")
                    .isZero();
        }

        assertThat(builder.build(hasher.finish()).encode()).isEqualTo(Sample.vector("single-v1.torrent"));
    }

    @Test
    void moreOrFewerBytesThanTheFilesHaveAreRefused() {
        for (HashLane lane : MetainfoBuilder.ofFile("a", 100).hasher().lanes()) {
            assertThatThrownBy(() -> lane.update(ByteBuffer.allocate(101)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did one grow");
        }
        ContentHasher hasher = MetainfoBuilder.ofFolder(
                        "f", List.of(new NewFile(List.of("a"), 1), new NewFile(List.of("b"), 1)))
                .hasher();
        hasher.update(new byte[1], 0, 1);
        assertThatThrownBy(hasher::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did one shrink");
    }

    @ParameterizedTest
    @EnumSource
    void piecesMayComeInAnyOrderWhereNoHashIsOfTheWhole(MetainfoVersion version) {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            MetainfoBuilder builder = MetainfoBuilder.ofFolder("folder", Sample.generateFiles(random, 8))
                    .pieceLength(BLOCK << random.nextInt(4))
                    .version(version);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            builder.files().forEach(file -> content.writeBytes(Sample.content((int) file.length())));
            ContentHasher hasher = builder.hasher();
            assertThat(hasher.inAnyOrder()).isTrue();
            List<Integer> starts = new ArrayList<>();
            for (int piece = 0; piece < hasher.pieceCount(); piece += 2) {
                starts.add(piece);
            }
            Collections.shuffle(starts, random);
            for (int from : starts) {
                int end = Math.min(from + 2, hasher.pieceCount());
                HashLane lane = hasher.pieces(from, end);
                int start = (int) hasher.start(from);
                lane.update(ByteBuffer.wrap(content.toByteArray(), start, (int) hasher.start(end) - start));
                assertThatThrownBy(() -> lane.update(ByteBuffer.allocate(1))).hasMessageContaining("did one grow");
            }

            assertThat(builder.build(hasher.finish()).encode())
                    .as("seed %d", seed)
                    .isEqualTo(builder.build(Sample.hash(builder, random)).encode());
        }
    }

    @Test
    void onlyASingleFileHasChecksumsAndOnlyIfTheyAreWanted() {
        List<NewFile> one = List.of(new NewFile(List.of("a"), 100));
        MetainfoBuilder folder = MetainfoBuilder.ofFolder("f", one);
        assertThat(folder.hasher().inAnyOrder()).isTrue();
        assertThat(folder.build(Sample.hash(folder, new Random(1))).info().md5())
                .isEmpty();
        MetainfoBuilder file = MetainfoBuilder.ofFile("a", 100);
        assertThat(file.hasher().inAnyOrder()).isFalse();
        file.checksums(false);
        assertThat(file.hasher().inAnyOrder()).isTrue();
        assertThat(file.build(Sample.hash(file, new Random(1))).info().md5()).isEmpty();
    }

    @Test
    void morePiecesThanATorrentMayHaveAreRefused() {
        MetainfoBuilder builder = MetainfoBuilder.ofFile("long", 1L << 36).pieceLength(16 << 10);
        assertThatThrownBy(builder::hasher)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer ones");
    }
}
