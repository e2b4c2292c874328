package io.github.enxame.tracker.catalogue;

import static io.github.enxame.tracker.catalogue.Publications.names;
import static io.github.enxame.tracker.catalogue.Publications.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search of the catalogue finds, and what it costs. */
class CatalogueSearchTest {
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD, 0);
    }

    @Test
    void search_ignores_accents_and_case_and_finds_by_the_start_of_words() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("dissertação-análise.pdf"), "Análise de Algoritmos à Luz da Lógica", 1);
            publish(catalogue, Torrents.named("relatorio.md"), "Relatório de estágio", 2);
            publish(catalogue, Torrents.named("cafe\u0301.txt"), "", 3);
            for (String query :
                    List.of("ANALISE", "análise", "ana algor", "luz logica", "dissertacao", "DISSERTAÇÃO pdf")) {
                assertThat(names(catalogue.search(query, 10))).as(query).containsExactly("dissertação-análise.pdf");
            }
            assertThat(names(catalogue.search("estagio", 10))).containsExactly("relatorio.md");
            assertThat(names(catalogue.search("café", 10))).containsExactly("café.txt");
            assertThat(names(catalogue.search("cafe\u0301", 10))).containsExactly("café.txt");
            assertThat(catalogue.search("analise estagio", 10)).isEmpty();
            assertThat(catalogue.search("nalise", 10))
                    .as("not in the middle of a word")
                    .isEmpty();
        }
    }

    @Test
    void the_exact_name_comes_first_and_a_blank_search_gives_the_newest() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("a b.pdf"), "a.pdf a.pdf a.pdf", 1);
            publish(catalogue, Torrents.named("a.pdf"), "Something long that dilutes the rank of the words in it", 2);
            publish(catalogue, Torrents.named("c.pdf"), "a.pdf", 3);
            assertThat(names(catalogue.search("A.pdf", 10))).startsWith("a.pdf").hasSize(3);
            assertThat(names(catalogue.search("  ", 2))).containsExactly("c.pdf", "a.pdf");
        }
    }

    @Test
    void no_text_is_syntax_to_the_index() throws Exception {
        Random random = new Random(SEED);
        String alphabet = "ab \"'*()-+:^{}%_;,.\\/\u0000\u0301ç日本\ud83d\ude00\ud800ANDORNOTNEAR\n";
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("ab.pdf"), "", 1);
            for (String query : List.of(
                    "\"",
                    "a\" OR \"b",
                    "name:ab",
                    "ab*",
                    "NEAR(a b)",
                    "-ab",
                    "'; DROP TABLE torrent; --",
                    "*",
                    "^ab",
                    "(")) {
                catalogue.search(query, 10);
            }
            for (int i = 0; i < 3000; i++) {
                StringBuilder query = new StringBuilder();
                random.ints(random.nextInt(30), 0, alphabet.length()).forEach(c -> query.append(alphabet.charAt(c)));
                try {
                    catalogue.search(query.toString(), 10);
                } catch (CatalogueException e) {
                    throw new AssertionError("seed " + SEED + ", case " + i + ": " + query, e);
                }
            }
            catalogue.search("word ".repeat(100_000), 10);
            catalogue.search("x".repeat(1_000_000), 10);
            assertThat(catalogue.search("!!! ???", 10)).isEmpty();
            assertThat(names(catalogue.search("ab", 10))).containsExactly("ab.pdf");
        }
    }

    @Test
    void words_inside_titles_without_blanks_are_found() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("中文学习资料.txt"), "", 1);
            publish(catalogue, Torrents.named("คู่มือการใช้งาน.txt"), "", 2);
            publish(catalogue, Torrents.named("コーヒーの本.pdf"), "", 3);
            publish(catalogue, Torrents.named("iPhone手机.pdf"), "", 4);
            for (String query : List.of("中文", "学习", "资料", "学", "文学习资")) {
                assertThat(names(catalogue.search(query, 10))).as(query).containsExactly("中文学习资料.txt");
            }
            assertThat(catalogue.search("习学", 10)).as("in another order").isEmpty();
            assertThat(names(catalogue.search("การ", 10))).containsExactly("คู่มือการใช้งาน.txt");
            assertThat(names(catalogue.search("ใช้งาน", 10))).containsExactly("คู่มือการใช้งาน.txt");
            assertThat(names(catalogue.search("ヒー", 10))).containsExactly("コーヒーの本.pdf");
            assertThat(names(catalogue.search("ｺｰﾋｰ", 10))).containsExactly("コーヒーの本.pdf");
            assertThat(names(catalogue.search("iph 手机", 10))).containsExactly("iPhone手机.pdf");
        }
    }

    @Test
    void case_and_accents_of_any_language_do_not_count() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("İstanbul Işık.txt"), "", 1);
            publish(catalogue, Torrents.named("STRASSE straße.txt"), "", 2);
            publish(catalogue, Torrents.named("Łódź, Øresund, Ærø.txt"), "", 3);
            publish(catalogue, Torrents.named("ΛΟΓΟΣ και λόγος.txt"), "", 4);
            publish(catalogue, Torrents.named("हिन्दी किताब.txt"), "", 5);
            for (String query : List.of("istanbul", "İSTANBUL", "ışık", "isik", "IŞIK")) {
                assertThat(names(catalogue.search(query, 10))).as(query).containsExactly("İstanbul Işık.txt");
            }
            assertThat(names(catalogue.search("strasse", 10))).containsExactly("STRASSE straße.txt");
            assertThat(names(catalogue.search("straße", 10))).containsExactly("STRASSE straße.txt");
            assertThat(names(catalogue.search("lodz oresund aero", 10))).containsExactly("Łódź, Øresund, Ærø.txt");
            assertThat(names(catalogue.search("λογος", 10))).containsExactly("ΛΟΓΟΣ και λόγος.txt");
            assertThat(names(catalogue.search("किताब", 10))).containsExactly("हिन्दी किताब.txt");
        }
    }

    @Test
    void an_info_hash_is_found_by_its_first_digits() throws Exception {
        byte[] torrent = Torrents.named("a");
        String hex = Torrents.infoHash(torrent).hex();
        try (Catalogue catalogue = open()) {
            publish(catalogue, torrent, "", 1);
            publish(catalogue, Torrents.named("b"), "", 1);
            for (int digits : List.of(4, 8, 39, 40)) {
                assertThat(names(catalogue.searchByHash(hex.substring(0, digits), 9)))
                        .containsExactly("a");
            }
            for (String none : List.of("", "abc", "zzzz", "%", hex + "0")) {
                assertThat(catalogue.searchByHash(none, 9)).isEmpty();
            }
        }
    }

    @Test
    void a_search_ends_when_its_time_is_over() throws Exception {
        try (CatalogueLock lock = CatalogueLock.take(folder);
                CatalogueDatabase database = database(lock)) {
            String endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
            assertThatThrownBy(() -> database.read(20, connection -> {
                        try (var statement = connection.prepareStatement(endless)) {
                            return statement.executeQuery().next();
                        }
                    }))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.TOO_COSTLY));
            boolean closed = database.read(1000, Connection::isClosed);
            assertThat(closed).isFalse();
        }
    }

    private CatalogueDatabase database(CatalogueLock lock) throws Exception {
        NativeLibrary.load(folder);
        return CatalogueDatabase.open(folder.resolve("catalogue.db"), lock);
    }
}
