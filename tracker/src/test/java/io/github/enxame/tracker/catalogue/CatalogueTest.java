package io.github.enxame.tracker.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD);
    }

    private static List<String> names(List<CatalogueEntry> entries) {
        return entries.stream().map(CatalogueEntry::name).toList();
    }

    @Test
    void a_published_torrent_survives_a_restart_byte_for_byte() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf", 12345);
        InfoHash infoHash = Torrents.infoHash(torrent);
        Publication published;
        try (Catalogue catalogue = open()) {
            published = catalogue.publish(torrent, "Uma tese", 1000);
            assertThat(published.created()).isTrue();
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.entry(infoHash)).contains(published.entry());
            assertThat(catalogue.metainfo(infoHash).orElseThrow().encode()).isEqualTo(torrent);
            assertThat(catalogue.lists(Id20.of(infoHash.bytes()))).isTrue();
            assertThat(catalogue.size()).isEqualTo(1);
            assertThat(names(catalogue.search("uma", 10))).containsExactly("tese.pdf");
        }
        CatalogueEntry entry = published.entry();
        assertThat(entry.length()).isEqualTo(12345);
        assertThat(entry.title()).isEqualTo("Uma tese");
        assertThat(entry.publishedMillis()).isEqualTo(1000);
    }

    @Test
    void publishing_twice_changes_nothing() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf");
        try (Catalogue catalogue = open()) {
            Publication first = catalogue.publish(torrent, "", 1);
            Publication second = catalogue.publish(torrent, "Other title", 2);
            assertThat(second).isEqualTo(new Publication(first.entry(), false));
            assertThat(first.entry().title()).isEqualTo("tese.pdf");
            assertThat(catalogue.search("", 10)).hasSize(1);
        }
    }

    @Test
    void search_ignores_accents_and_case_and_finds_by_the_start_of_words() throws Exception {
        try (Catalogue catalogue = open()) {
            catalogue.publish(Torrents.named("dissertação-análise.pdf"), "Análise de Algoritmos à Luz da Lógica", 1);
            catalogue.publish(Torrents.named("relatorio.md"), "Relatório de estágio", 2);
            catalogue.publish(Torrents.named("cafe\u0301.txt"), "", 3);
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
            catalogue.publish(Torrents.named("a b.pdf"), "a.pdf a.pdf a.pdf", 1);
            catalogue.publish(Torrents.named("a.pdf"), "Something long that dilutes the rank of the words in it", 2);
            catalogue.publish(Torrents.named("c.pdf"), "a.pdf", 3);
            assertThat(names(catalogue.search("A.pdf", 10))).startsWith("a.pdf").hasSize(3);
            assertThat(names(catalogue.search("  ", 2))).containsExactly("c.pdf", "a.pdf");
        }
    }

    @Test
    void no_text_is_syntax_to_the_index() throws Exception {
        Random random = new Random(SEED);
        String alphabet = "ab \"'*()-+:^{}%_;,.\\/\u0000\u0301ç日本\ud83d\ude00\ud800ANDORNOTNEAR\n";
        try (Catalogue catalogue = open()) {
            catalogue.publish(Torrents.named("ab.pdf"), "", 1);
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
    void what_is_no_torrent_is_refused_with_its_reason() throws Exception {
        try (Catalogue catalogue = open()) {
            for (byte[] bytes :
                    List.of(new byte[0], "de".getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[99])) {
                assertThatThrownBy(() -> catalogue.publish(bytes, "", 1))
                        .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.NOT_A_TORRENT));
            }
            assertThat(catalogue.size()).isZero();
        }
    }

    @Test
    void the_catalogue_has_limits() throws Exception {
        int length = Torrents.named("a").length;
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(2, length, 10_000))) {
            assertThatThrownBy(() -> catalogue.publish(Torrents.named("longer"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.TOO_LARGE));
            catalogue.publish(Torrents.named("a"), "t".repeat(10_000), 1);
            catalogue.publish(Torrents.named("b"), "", 1);
            assertThatThrownBy(() -> catalogue.publish(Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
            catalogue.publish(Torrents.named("a"), "", 1);
            assertThat(catalogue.search("a", 10).getFirst().title()).hasSize(255);
        }
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(9, length, 2L * length))) {
            assertThatThrownBy(() -> catalogue.publish(Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
        }
    }

    @Test
    void a_title_is_made_fit_to_be_shown() throws Exception {
        try (Catalogue catalogue = open()) {
            String title = catalogue
                    .publish(Torrents.named("a"), "  <b>\u001b[31mred\u001b[0m\u202e\n\ttext\ud800  ", 1)
                    .entry()
                    .title();
            assertThat(title).isEqualTo("<b>[31mred[0m text");
        }
    }

    @Test
    void a_failure_of_the_medium_is_told_and_the_next_publication_goes_on() throws Exception {
        open().close();
        Path file = folder.resolve("new/data/catalogue.db");
        try (Connection direct = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = direct.createStatement()) {
            statement.execute("CREATE TRIGGER failing BEFORE INSERT ON torrent WHEN NEW.name = 'bad'"
                    + " BEGIN SELECT RAISE (ROLLBACK, 'as a full disk does'); END");
        }
        try (Catalogue catalogue = open()) {
            assertThatThrownBy(() -> catalogue.publish(Torrents.named("bad"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.STORAGE))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("as a full disk does");
            assertThat(catalogue.publish(Torrents.named("good"), "", 1).created())
                    .isTrue();
            assertThat(names(catalogue.search("", 10))).containsExactly("good");
        }
    }

    @Test
    void a_second_tracker_on_the_same_folder_is_refused() throws Exception {
        try (Catalogue catalogue = open()) {
            catalogue.publish(Torrents.named("a"), "", 1);
            assertThatThrownBy(this::open)
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining("another tracker is using it");
        }
    }

    @Test
    void a_damaged_file_or_a_folder_that_is_none_is_named_with_what_to_do() throws Exception {
        Path damaged = folder.resolve("damaged");
        Files.createDirectories(damaged);
        Files.writeString(damaged.resolve("catalogue.db"), "this is no database ".repeat(100));
        assertThatThrownBy(() -> Catalogue.open(damaged, CatalogueLimits.STANDARD))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("catalogue.db")
                .hasMessageContaining("move it away");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Catalogue.open(file, CatalogueLimits.STANDARD))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(file.toString());
    }
}
