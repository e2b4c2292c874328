package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Introdução à análise.pdf | Introdução à análise.pdf",
                "a/b | a_b",
                "a\\b | a_b",
                "temp/../../abc | temp_.._.._abc",
                ".. | _",
                ". | _",
                "... | _",
                "/ | _",
                "'' | _",
                "'a. . ' | a",
                ".hidden | .hidden",
                "con | _con",
                "COM1.txt | _COM1.txt",
                "lpt¹ | _lpt¹",
                "'NUL .tar.gz' | '_NUL .tar.gz'",
                "concert | concert",
                "a:b*c?d\"e<f>g | a_b_c_d_e_f_g"
            })
    void namesComeOutSafe(String raw, String safe) {
        assertThat(SafeName.of(raw)).isEqualTo(safe);
    }

    @Test
    void whatIsNotSeenIsReplacedButWhatScriptsNeedStays() {
        assertThat(SafeName.of("a\0b\u001bc\u202Egnp.exe\u2066")).isEqualTo("a_b_c_gnp.exe_");
        assertThat(SafeName.of("👩\u200D👧.png")).isEqualTo("👩\u200D👧.png");
    }

    @Test
    void longNamesAreCutBetweenCharactersAndKeepTheirExtension() {
        String safe = SafeName.of("é".repeat(500) + ".pdf");

        assertThat(safe).endsWith("é.pdf");
        assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isBetween(235, SafeName.MAX_BYTES);
    }

    @Test
    void pathsLeaveOutStepsUpAndNothing() {
        assertThat(path("..", "..", "bar")).containsExactly("bar");
        assertThat(path("a", "", ".", "b")).containsExactly("a", "b");
        assertThat(path("", "..")).containsExactly("_");
    }

    @Test
    void filesOfOneNameAreToldApartInTheirOrder() throws MetainfoException {
        assertThat(paths(List.of(
                        List.of("a", "b.txt"),
                        List.of("a", "b.txt"),
                        List.of("A", "B.TXT"),
                        List.of("a", "b (2).txt"))))
                .containsExactly("a/b.txt", "a/b (2).txt", "A/B (3).TXT", "a/b (2) (2).txt");
    }

    @Test
    void differentlyComposedAccentsAreOneName() throws MetainfoException {
        assertThat(paths(List.of(List.of("é"), List.of("e\u0301")))).containsExactly("é", "e\u0301 (2)");
    }

    @ParameterizedTest
    @CsvSource({
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03BF\u03C3",
        "\u03C2, \u03C3",
        "stra\u00DFe, STRASSE",
        "\u1E9E, \u00DF",
        "\u017F, s",
        "\u00B5, \u03BC",
        "\uFB03, ffi",
        "\u2764, \u2764\uFE0F",
        "a\u200Db, ab",
        "\u0130, i\u0307",
    })
    void whatSomeFileSystemTakesForOneNameIsOne(String first, String second) throws MetainfoException {
        assertThat(paths(List.of(List.of(first), List.of(second)))).containsExactly(first, second + " (2)");
        assertThat(paths(List.of(List.of(first), List.of(second, "b")))).containsExactly(first + " (2)", second + "/b");
    }

    @Test
    void aFolderKeepsItsNameOverAFile() throws MetainfoException {
        assertThat(paths(List.of(List.of("a"), List.of("a", "b"), List.of("a"))))
                .containsExactly("a (2)", "a/b", "a (3)");
    }

    @Test
    void whateverTheNamesNoPathLeavesTheFolderOrMeetsAnother() throws MetainfoException {
        List<String> parts = List.of(
                "..", ".", "", "/", "\\", "a", "A", "a.", "a ", "\0", "con", "..\\..", "é", "e\u0301", "\u202E", "_",
                "a (2)");
        Path folder = Path.of("/downloads/folder");
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<List<String>> raw = new ArrayList<>();
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                List<String> path = new ArrayList<>();
                for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
                    path.add(parts.get(random.nextInt(parts.size())) + parts.get(random.nextInt(parts.size())));
                }
                raw.add(path);
            }
            Set<Path> seen = new HashSet<>();
            for (String path : paths(raw)) {
                Path resolved = folder.resolve(path);
                assertThat(resolved.normalize())
                        .as("seed %d", seed)
                        .isEqualTo(resolved)
                        .startsWithRaw(folder);
                assertThat(seen.add(Path.of(path.toLowerCase(Locale.ROOT))))
                        .as("seed %d: %s", seed, path)
                        .isTrue();
            }
            for (Path file : seen) {
                assertThat(seen).as("seed %d", seed).noneMatch(other -> !other.equals(file) && other.startsWith(file));
            }
        }
    }

    private static List<String> path(String... raw) {
        return SafeName.pathOf(List.of(raw));
    }

    /** The paths that a torrent of files of these names gets. */
    private static List<String> paths(List<List<String>> raw) throws MetainfoException {
        List<BValue> files = new ArrayList<>();
        for (List<String> path : raw) {
            List<BValue> names =
                    path.stream().map(name -> (BValue) BString.of(name)).toList();
            files.add(BDictionary.builder()
                    .put("length", 1)
                    .put("path", new BList(names))
                    .build());
        }
        BDictionary info = BDictionary.builder()
                .put("name", "x")
                .put("piece length", 16384)
                .put("pieces", new byte[20])
                .put("files", new BList(files))
                .build();
        return Metainfo.ofInfo(Bencode.encode(info)).info().files().stream()
                .map(file -> String.join("/", file.path()))
                .toList();
    }
}
