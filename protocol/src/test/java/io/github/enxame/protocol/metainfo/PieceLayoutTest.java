package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceLayoutTest {
    private static final int BLOCK = PieceLayout.BLOCK;

    @Test
    void theLastPieceAndBlockAreAsLongAsWhatIsLeft() throws MetainfoException {
        PieceLayout layout = layout("single-v1.torrent");

        assertThat(layout.totalLength()).isEqualTo(100_000);
        assertThat(layout.pieceCount()).isEqualTo(4);
        assertThat(layout.pieceLength(0)).isEqualTo(32_768);
        assertThat(layout.pieceLength(3)).isEqualTo(1_696);
        assertThat(layout.blockCount(0)).isEqualTo(2);
        assertThat(layout.blockCount(3)).isEqualTo(1);
        assertThat(layout.blockLength(0, 1)).isEqualTo(BLOCK);
        assertThat(layout.blockLength(3, 0)).isEqualTo(1_696);
        assertThat(layout.pieceOffset(3)).isEqualTo(98_304);
        assertThat(layout.extents(3, 96, 1600)).containsExactly(new Extent(0, 98_400, 1600));
    }

    @Test
    void aPieceOfAV1FolderReachesAcrossFilesAndPassesOverEmptyOnes() throws MetainfoException {
        PieceLayout layout = layout("folder-v1.torrent");

        assertThat(layout.extents(0, 0, 32_768)).containsExactly(new Extent(0, 0, 1), new Extent(2, 0, 32_767));
        assertThat(layout.extents(0, 1, 1)).containsExactly(new Extent(2, 0, 1));
        assertThat(layout.extents(0, 1, 0)).isEmpty();
    }

    @Test
    void filesOfHybridAndV2TorrentsStartWithAPiece() throws MetainfoException {
        for (String vector : List.of("folder-hybrid.torrent", "folder-v2.torrent")) {
            Info info = Metainfo.parse(Sample.vector(vector)).info();
            PieceLayout layout = info.layout();

            assertThat(info.files().stream().filter(file -> !file.isPad() && file.length() > 0))
                    .as(vector)
                    .allMatch(file -> file.offset() % 32_768 == 0);
            assertThat(layout.pieceCount()).as(vector).isEqualTo(8);
            assertThat(layout.fileLength(0))
                    .as("%s: the one byte of the first file", vector)
                    .isEqualTo(1);
            assertThat(layout.leafCount(0)).as(vector).isEqualTo(1);
            assertThat(layout.pieceLength(0)).as(vector).isEqualTo(32_768);
            assertThat(layout.leafCount(1)).as(vector).isEqualTo(2);
            assertThat(layout.fileLength(2)).as(vector).isEqualTo(BLOCK + 5);
        }
    }

    @Test
    void bothHalvesOfAFolderAreLaidAlike() throws MetainfoException {
        assertThat(Metainfo.parse(Sample.vector("folder-hybrid.torrent")).info().files())
                .isEqualTo(Metainfo.parse(Sample.vector("folder-v2.torrent"))
                        .info()
                        .files());
    }

    @Test
    void aSmallFilesTreeIsNoWiderThanItNeedsToBe() throws MetainfoException {
        PieceLayout layout = layout("small-tree-hybrid.torrent");

        assertThat(layout.blockCount(0)).isEqualTo(3);
        assertThat(layout.leafCount(0)).isEqualTo(4);
    }

    @Test
    void blocksAreTheWholeByteSpace() throws MetainfoException {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            MetainfoBuilder builder = MetainfoBuilder.ofFolder("f", Sample.generateFiles(random, 10))
                    .pieceLength(BLOCK << random.nextInt(3))
                    .version(random.nextBoolean() ? MetainfoVersion.V1 : MetainfoVersion.HYBRID);
            Info info = builder.build(Sample.hash(builder, random)).info();
            PieceLayout layout = info.layout();
            long position = 0;
            for (int piece = 0; piece < layout.pieceCount(); piece++) {
                for (int block = 0; block < layout.blockCount(piece); block++) {
                    int length = layout.blockLength(piece, block);
                    for (Extent extent : layout.extents(piece, block * BLOCK, length)) {
                        FileEntry file = info.files().get(extent.file());
                        assertThat(file.offset() + extent.offset())
                                .as("seed %d", seed)
                                .isEqualTo(position);
                        assertThat(extent.length()).as("seed %d", seed).isPositive();
                        position += extent.length();
                        assertThat(position).as("seed %d", seed).isLessThanOrEqualTo(file.end());
                    }
                }
            }
            assertThat(position).as("seed %d", seed).isEqualTo(layout.totalLength());
        }
    }

    @Test
    void whatLiesOutsideIsRefused() throws MetainfoException {
        PieceLayout layout = layout("single-v1.torrent");

        assertThatThrownBy(() -> layout.pieceLength(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.pieceLength(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.blockLength(3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.extents(3, 0, 1697)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.extents(0, Integer.MAX_VALUE, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.extents(0, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.fileAt(100_000)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static PieceLayout layout(String vector) throws MetainfoException {
        return Metainfo.parse(Sample.vector(vector)).info().layout();
    }
}
