package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files, good and bad, with what a reader must say of each. */
class VectorsTest {
    /** Those that a script of ours makes, without any code of Enxame: see make.py beside them. */
    @TestFactory
    Stream<DynamicTest> everyVectorOfOurOwnIsReadOrRefusedAsItsTableSays() throws IOException, URISyntaxException {
        Path table = Path.of(Objects.requireNonNull(VectorsTest.class.getResource("vectors/vectors.tsv"))
                .toURI());
        return tests(table, Objects.requireNonNull(table.getParent()));
    }

    /** Those that lie beside the project, from other programs. */
    @TestFactory
    Stream<DynamicTest> everySharedVectorIsReadOrRefusedAsItsTableSays() throws IOException {
        Path vectors = Path.of("..", "..", "shared", "vectors");
        Path table = vectors.resolve("torrents.tsv");
        Assumptions.assumeTrue(Files.exists(table), "no ../shared/vectors beside the project");
        return tests(table, vectors.resolve("torrents"));
    }

    private static Stream<DynamicTest> tests(Path table, Path folder) throws IOException {
        List<String> rows = Files.readAllLines(table);
        return rows.subList(1, rows.size()).stream()
                .map(row -> row.split("\t", -1))
                .map(row -> DynamicTest.dynamicTest(row[0], () -> check(row, folder)));
    }

    private static void check(String[] row, Path folder) throws IOException, MetainfoException {
        byte[] bytes = Files.readAllBytes(folder.resolve(row[0]));
        if (row[1].equals("fails")) {
            MetainfoException refused = catchThrowableOfType(MetainfoException.class, () -> Metainfo.parse(bytes));
            assertThat(refused).isNotNull();
            assertThat(refused.reason().name().toLowerCase(Locale.ROOT)).isEqualTo(row[2]);
            assertThat(refused).hasMessageEndingWith("Ask whoever made this .torrent for a new one.");
            return;
        }
        Metainfo metainfo = Metainfo.parse(bytes);
        assertThat(hex(metainfo.infoHashV1())).isEqualTo(row[3]);
        assertThat(hex(metainfo.infoHashV2())).isEqualTo(row[4]);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith(new String(metainfo.encode(), StandardCharsets.ISO_8859_1));
        assertEveryByteBelongsToAFile(metainfo.info());
    }

    private static void assertEveryByteBelongsToAFile(Info info) {
        PieceLayout layout = info.layout();
        List<Long> lengths = new ArrayList<>();
        info.files().forEach(file -> lengths.add(0L));
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
                assertThat(extent.offset()).isEqualTo(lengths.get(extent.file()));
                lengths.set(extent.file(), lengths.get(extent.file()) + extent.length());
            }
        }
        assertThat(lengths)
                .isEqualTo(info.files().stream().map(FileEntry::length).toList());
        info.piecesV1().ifPresent(pieces -> assertThat(pieces.count()).isEqualTo(layout.pieceCount()));
        info.piecesV2().ifPresent(pieces -> assertThat(pieces.count()).isEqualTo(layout.pieceCount()));
    }

    private static String hex(Optional<InfoHash> hash) {
        return hash.map(InfoHash::hex).orElse("");
    }
}
