package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetainfoBuilderTest {
    private static final int BLOCK = PieceLayout.BLOCK;

    @ParameterizedTest
    @CsvSource({
        "single-v1, one.bin, 100000, 32768, V1",
        "single-v2, one.bin, 100000, 32768, V2",
        "single-hybrid, one.bin, 100000, 32768, HYBRID",
        "tiny-hybrid, tiny, 1, 16384, HYBRID",
        "whole-pieces-hybrid, whole, 131072, 16384, HYBRID",
        "small-tree-hybrid, small, 49152, 131072, HYBRID"
    })
    void aFileGivesTheTorrentThatAnIndependentProgramMakes(
            String vector, String name, long length, int pieceLength, MetainfoVersion version) {
        MetainfoBuilder builder =
                MetainfoBuilder.ofFile(name, length).pieceLength(pieceLength).version(version);

        Metainfo built = builder.build(Sample.hash(builder, new Random(1)));

        assertThat(built.encode()).isEqualTo(Sample.vector(vector + ".torrent"));
    }

    @ParameterizedTest
    @CsvSource({"folder-v1, V1", "folder-v2, V2", "folder-hybrid, HYBRID"})
    void aFolderGivesTheTorrentThatAnIndependentProgramMakes(String vector, MetainfoVersion version) {
        List<NewFile> files = new ArrayList<>(List.of(
                new NewFile(List.of("é", "last.bin"), 5 * BLOCK + 1),
                new NewFile(List.of("a.txt"), 3 * BLOCK + 5),
                new NewFile(List.of("a", "empty"), 0),
                new NewFile(List.of("b"), 4 * BLOCK),
                new NewFile(List.of("a", "deep", "one.txt"), 1)));
        Collections.shuffle(files, new Random(7));
        MetainfoBuilder builder =
                MetainfoBuilder.ofFolder("folder", files).pieceLength(2 * BLOCK).version(version);

        Metainfo built = builder.build(Sample.hash(builder, new Random(2)));

        assertThat(built.encode()).isEqualTo(Sample.vector(vector + ".torrent"));
    }

    @Test
    void whatIsBuiltProvesTheBytesItWasBuiltOf() throws MetainfoException {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            MetainfoVersion version = List.of(MetainfoVersion.V1, MetainfoVersion.V2, MetainfoVersion.HYBRID)
                    .get(random.nextInt(3));
            MetainfoBuilder builder = MetainfoBuilder.ofFolder("folder", Sample.generateFiles(random, 8))
                    .pieceLength(BLOCK << random.nextInt(4))
                    .version(version);

            Metainfo read =
                    Metainfo.parse(builder.build(Sample.hash(builder, random)).encode());

            assertThat(read.infoHashV1().isPresent()).as("seed %d", seed).isEqualTo(version.hasV1());
            assertThat(read.infoHashV2().isPresent()).as("seed %d", seed).isEqualTo(version.hasV2());
            assertThat(read.info().contentLength())
                    .as("seed %d", seed)
                    .isEqualTo(
                            builder.files().stream().mapToLong(NewFile::length).sum());
            assertHashesMatch(read.info(), seed);
        }
    }

    /** Hashes each piece as a downloader does: by the layout alone. */
    private static void assertHashesMatch(Info info, long seed) {
        PieceLayout layout = info.layout();
        byte[] space = Sample.byteSpace(info);
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            int start = Math.toIntExact(layout.pieceOffset(piece));
            byte[] bytes = Arrays.copyOfRange(space, start, start + layout.pieceLength(piece));
            if (info.piecesV1().isPresent()) {
                boolean right =
                        info.piecesV1().get().matches(piece, Digests.sha1().digest(bytes));
                assertThat(right).as("seed %d, v1 piece %d", seed, piece).isTrue();
            }
            if (info.piecesV2().isPresent()) {
                int length = layout.fileLength(piece);
                byte[] leaves = new byte[Math.ceilDiv(length, BLOCK) * Merkle.HASH_LENGTH];
                for (int i = 0; i * BLOCK < length; i++) {
                    byte[] block = Arrays.copyOfRange(bytes, i * BLOCK, Math.min(length, (i + 1) * BLOCK));
                    System.arraycopy(Digests.sha256().digest(block), 0, leaves, i * Merkle.HASH_LENGTH, 32);
                }
                byte[] root = Merkle.root(leaves, layout.leafCount(piece));
                assertThat(info.piecesV2().get().matches(piece, root))
                        .as("seed %d, v2 piece %d", seed, piece)
                        .isTrue();
            }
        }
    }

    @Test
    void everythingThatWasSetIsThere() {
        SectionPlan plan = new SectionPlan(
                List.of(new Section("", 0, List.of(new Span(0, 10))), new Section("Fim", 7, List.of(new Span(10, 90)))),
                true);
        List<List<URI>> trackers = List.of(
                List.of(URI.create("http://a.example/announce"), URI.create("udp://b.example:80")),
                List.of(URI.create("wss://c.example")));
        MetainfoBuilder builder = MetainfoBuilder.ofFile("tese.pdf", 100)
                .plan(plan)
                .trackers(trackers)
                .webSeeds(List.of(URI.create("https://d.example/tese.pdf")))
                .comment("uma tese")
                .createdBy("Enxame")
                .creationSeconds(1_800_000_000)
                .isPrivate(true);

        Metainfo built = builder.build(Sample.hash(builder, new Random(3)));

        assertThat(built.info().plan()).contains(plan);
        assertThat(built.info().isPrivate()).isTrue();
        assertThat(built.info().singleFile()).isTrue();
        assertThat(built.info().md5()).contains(md5(100));
        assertThat(built.trackers()).isEqualTo(trackers);
        assertThat(built.webSeeds()).containsExactly(URI.create("https://d.example/tese.pdf"));
        assertThat(built.comment()).contains("uma tese");
        assertThat(built.createdBy()).contains("Enxame");
        assertThat(built.creationSeconds()).hasValue(1_800_000_000);
    }

    @Test
    void whatStandsBesideTheInfoDoesNotChangeTheInfoHash() {
        MetainfoBuilder plain = MetainfoBuilder.ofFile("a", 100);
        MetainfoBuilder dressed = MetainfoBuilder.ofFile("a", 100)
                .comment("x")
                .creationSeconds(1)
                .trackers(List.of(List.of(URI.create("udp://b.example:80"))));

        assertThat(dressed.build(Sample.hash(dressed, new Random(1))).infoHash())
                .isEqualTo(plain.build(Sample.hash(plain, new Random(2))).infoHash());
    }

    @Test
    void pieceLengthsGrowWithTheFilesAndStopAt16MiB() {
        assertThat(MetainfoBuilder.pieceLengthFor(1)).isEqualTo(16 << 10);
        assertThat(MetainfoBuilder.pieceLengthFor(16 << 20)).isEqualTo(16 << 10);
        assertThat(MetainfoBuilder.pieceLengthFor(1L << 30)).isEqualTo(512 << 10);
        assertThat(MetainfoBuilder.pieceLengthFor(1L << 40)).isEqualTo(16 << 20);
        for (long length = 32L << 20; length <= 32L << 30; length += length / 7) {
            assertThat(Math.ceilDiv(length, MetainfoBuilder.pieceLengthFor(length)))
                    .as("pieces of %d bytes", length)
                    .isBetween(1024L, 2048L);
        }
    }

    @Test
    void whatNoTorrentCanHoldIsRefusedWithItsName() {
        assertThatThrownBy(() -> MetainfoBuilder.ofFile("empty.pdf", 0)).hasMessageContaining("empty.pdf has no bytes");
        for (String name : List.of("", " ", ".", "..", "a/b", "a\0b")) {
            assertThatThrownBy(() -> MetainfoBuilder.ofFile(name, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new NewFile(List.of("huge"), MetainfoLimits.MAX_FILE_LENGTH + 1))
                .hasMessageContaining("huge");
        assertThatThrownBy(() -> new NewFile(Collections.nCopies(33, "a"), 1)).hasMessageContaining("too deep");
        assertThatThrownBy(() -> new NewFile(Collections.nCopies(8, "a".repeat(200)), 1))
                .hasMessageContaining("too long");
        NewFile a = new NewFile(List.of("a"), 1);
        assertThatThrownBy(() -> MetainfoBuilder.ofFolder("f", List.of(a, a))).hasMessageContaining("there twice");
        NewFile inside = new NewFile(List.of("a", "b"), 1);
        assertThatThrownBy(() -> MetainfoBuilder.ofFolder("f", List.of(inside, a)))
                .hasMessageContaining("there twice");
        assertThatThrownBy(() -> MetainfoBuilder.ofFile("a", 1).pieceLength(20_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereEachFileBeginsAPiecePiecesAreNotLongerThanMakesThemFewer() {
        List<NewFile> small = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            small.add(new NewFile(List.of("f" + i), 60_000));
        }
        assertThat(MetainfoBuilder.ofFolder("small", small).pieceLength()).isEqualTo(256 << 10);
        assertThat(MetainfoBuilder.ofFolder("small", small)
                        .version(MetainfoVersion.HYBRID)
                        .pieceLength())
                .isEqualTo(64 << 10);
        small.add(new NewFile(List.of("large"), 4L << 30));
        assertThat(MetainfoBuilder.ofFolder("mixed", small)
                        .version(MetainfoVersion.HYBRID)
                        .pieceLength())
                .isEqualTo(1 << 20);
        assertThat(MetainfoBuilder.ofFile("large", 4L << 30)
                        .version(MetainfoVersion.V2)
                        .pieceLength())
                .isEqualTo(MetainfoBuilder.pieceLengthFor(4L << 30));
    }

    private static String md5(int length) {
        return HexFormat.of().formatHex(Digests.md5().digest(Sample.content(length)));
    }
}
