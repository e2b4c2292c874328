package io.github.enxame.tracker.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD, 0);
    }

    private static Publication publish(Catalogue catalogue, byte[] torrent, String title, long nowMillis)
            throws CatalogueException {
        return publish(catalogue, torrent, title, nowMillis, null, null);
    }

    private static Publication publish(
            Catalogue catalogue,
            byte[] torrent,
            String title,
            long nowMillis,
            @Nullable PublisherKey key,
            @Nullable String network)
            throws CatalogueException {
        return catalogue.publish(new Submission(
                torrent, title, Optional.ofNullable(key), Optional.ofNullable(network), nowMillis, _ -> false));
    }

    private static PublisherKey key(int number) {
        return PublisherKey.parse("%064x".formatted(number)).orElseThrow();
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
            published = publish(catalogue, torrent, "Uma tese", 1000);
            assertThat(published.created()).isTrue();
        }
        try (Catalogue catalogue = open()) {
            StoredTorrent stored = catalogue.stored(infoHash).orElseThrow();
            assertThat(stored.entry()).isEqualTo(published.entry());
            assertThat(catalogue.part(stored.id(), PartKind.TEMPLATE, 0))
                    .isEqualTo(Metainfo.parse(torrent).withTrackers(List.of()).encode());
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
            Publication first = publish(catalogue, torrent, "", 1);
            Publication second = publish(catalogue, torrent, "Other title", 2);
            assertThat(second).isEqualTo(new Publication(first.entry(), false));
            assertThat(first.entry().title()).isEqualTo("tese.pdf");
            assertThat(catalogue.search("", 10)).hasSize(1);
        }
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
    void what_is_no_torrent_is_refused_with_its_reason() throws Exception {
        try (Catalogue catalogue = open()) {
            for (byte[] bytes :
                    List.of(new byte[0], "de".getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[99])) {
                assertThatThrownBy(() -> publish(catalogue, bytes, "", 1))
                        .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.NOT_A_TORRENT));
            }
            assertThat(catalogue.size()).isZero();
        }
    }

    @Test
    void the_catalogue_has_limits() throws Exception {
        int length = Torrents.named("a").length;
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(2, length, 10_000), 0)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("longer"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.TOO_LARGE));
            publish(catalogue, Torrents.named("a"), "t".repeat(10_000), 1);
            publish(catalogue, Torrents.named("b"), "", 1);
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
            publish(catalogue, Torrents.named("a"), "", 1);
            assertThat(catalogue.search("a", 10).getFirst().title()).hasSize(255);
        }
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(9, length, 2L * length), 0)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
        }
    }

    @Test
    void a_title_is_made_fit_to_be_shown() throws Exception {
        try (Catalogue catalogue = open()) {
            String title = publish(
                            catalogue, Torrents.named("a"), "  <b>\u001b[31mred\u001b[0m\u202e\n\ttext\ud800  ", 1)
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
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("bad"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.STORAGE))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("as a full disk does");
            assertThat(publish(catalogue, Torrents.named("good"), "", 1).created())
                    .isTrue();
            assertThat(names(catalogue.search("", 10))).containsExactly("good");
        }
    }

    @Test
    void a_second_tracker_on_the_same_folder_is_refused() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("a"), "", 1);
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
        assertThatThrownBy(() -> Catalogue.open(damaged, CatalogueLimits.STANDARD, 0))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("catalogue.db")
                .hasMessageContaining("Nothing was changed");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Catalogue.open(file, CatalogueLimits.STANDARD, 0))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(file.toString());
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
    void joiners_are_kept_in_names_and_direction_overrides_are_not() throws Exception {
        try (Catalogue catalogue = open()) {
            assertThat(publish(catalogue, Torrents.named("می\u200cخواهم.txt"), "👨\u200d👩\u200d👧 album\u202e", 1)
                            .entry())
                    .satisfies(entry -> {
                        assertThat(entry.name()).isEqualTo("می\u200cخواهم.txt");
                        assertThat(entry.title()).isEqualTo("👨\u200d👩\u200d👧 album");
                    });
        }
    }

    @Test
    void a_torrent_with_too_many_values_is_refused_before_it_costs_anything() throws Exception {
        byte[] small = Torrents.named("heavy.bin");
        byte[] many = ("1:zl" + "0:".repeat(PublishedTorrent.MAX_VALUES) + "ee")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] heavy = java.util.Arrays.copyOf(small, small.length - 1 + many.length);
        System.arraycopy(many, 0, heavy, small.length - 1, many.length);
        try (Catalogue catalogue = open()) {
            assertThatThrownBy(() -> publish(catalogue, heavy, "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NOT_A_TORRENT))
                    .hasMessageContaining("more than " + PublishedTorrent.MAX_VALUES + " values");
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

    @Test
    void the_driver_looks_into_no_folder_for_temporary_files() throws Exception {
        NativeLibrary.load(folder);
        assertThat(System.getProperty("org.sqlite.tmpdir"))
                .isNotNull()
                .isEqualTo(System.getProperty("org.sqlite.lib.path"));
    }

    @Test
    void a_file_system_without_locks_is_used_by_one_connection() throws Exception {
        byte[] torrent = Torrents.named("a ?#%.txt");
        Path odd = Files.createDirectories(folder.resolve("a ?#% b"));
        for (int start = 0; start < 2; start++) {
            try (CatalogueLock lock = CatalogueLock.take(odd).without(true, true);
                    Catalogue catalogue = Catalogue.open(odd, CatalogueLimits.STANDARD, 0, lock)) {
                assertThat(publish(catalogue, torrent, "", 1).created()).isEqualTo(start == 0);
                assertThat(names(catalogue.search("a", 10))).hasSize(1);
                assertThat(odd.resolve("catalogue.db-shm")).doesNotExist();
            }
        }
        try (Catalogue catalogue = Catalogue.open(odd, CatalogueLimits.STANDARD, 0)) {
            assertThat(catalogue.size()).isEqualTo(1);
        }
    }

    @Test
    void what_version_1_kept_is_taken_over() throws Exception {
        Path data = Files.createDirectories(folder.resolve("old"));
        NativeLibrary.load(data);
        Metainfo planned = Torrents.planned("tese.md");
        try (Connection direct = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("catalogue.db"));
                Statement statement = direct.createStatement()) {
            statement.execute("""
                    CREATE TABLE torrent (id INTEGER PRIMARY KEY, info_hash_v1 TEXT UNIQUE, info_hash_v2 TEXT UNIQUE,
                      name TEXT NOT NULL, title TEXT NOT NULL, length INTEGER NOT NULL, words INTEGER NOT NULL,
                      sections INTEGER NOT NULL, published_millis INTEGER NOT NULL, metainfo BLOB NOT NULL) STRICT
                    """);
            statement.execute("CREATE INDEX torrent_by_age ON torrent (published_millis)");
            statement.execute("CREATE VIRTUAL TABLE torrent_text USING fts5 (name, title,"
                    + " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')");
            statement.execute("PRAGMA user_version = 1");
            for (int i = 0; i < 45; i++) {
                byte[] torrent = i == 0 ? planned.encode() : i == 7 ? new byte[9] : Torrents.named("f" + i);
                String sql = "INSERT INTO torrent VALUES (?, ?, NULL, 'n', ?, 1, 1, 1, ?, ?)";
                try (var row = direct.prepareStatement(sql)) {
                    row.setInt(1, i + 1);
                    row.setString(2, "%040x".formatted(i));
                    row.setString(3, "Title " + i);
                    row.setLong(4, 1000 + i);
                    row.setBytes(5, torrent);
                    row.executeUpdate();
                }
            }
        }
        for (int start = 0; start < 2; start++) {
            try (Catalogue catalogue = Catalogue.open(data, CatalogueLimits.STANDARD, 0)) {
                assertThat(catalogue.size()).isEqualTo(44);
                StoredTorrent stored = catalogue.stored(planned.infoHash()).orElseThrow();
                assertThat(stored.entry().title()).isEqualTo("Title 0");
                assertThat(stored.entry().sections()).isEqualTo(2);
                assertThat(stored.entry().publishedMillis()).isEqualTo(1000);
                assertThat(new String(
                                catalogue.part(stored.id(), PartKind.PLAN, 0), java.nio.charset.StandardCharsets.UTF_8))
                        .contains("Introdução");
                assertThat(names(catalogue.search("title 44", 10))).containsExactly("f44");
                assertThat(catalogue.search("title 7", 10)).isEmpty();
            }
        }
    }

    @Test
    void the_same_publisher_updates_and_nobody_else_does() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf");
        InfoHash infoHash = Torrents.infoHash(torrent);
        try (Catalogue catalogue = open()) {
            publish(catalogue, torrent, "First", 1, key(1), null);
            assertThat(publish(catalogue, torrent, "Stolen", 2, key(2), null).entry())
                    .satisfies(entry -> assertThat(entry.title()).isEqualTo("First"))
                    .satisfies(entry -> assertThat(entry.publisher()).contains(key(1).publisher()));
            Publication again = publish(catalogue, torrent, "Second", 3, key(1), null);
            assertThat(again.created()).isFalse();
            assertThat(again.entry().title()).isEqualTo("Second");
            assertThat(again.entry().publishedMillis()).isEqualTo(3);
            assertThat(names(catalogue.search("second", 10))).containsExactly("tese.pdf");
            assertThat(catalogue.search("first", 10)).isEmpty();
            assertThatThrownBy(() -> catalogue.withdraw(infoHash, Optional.of(key(2))))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NOT_YOURS));
            assertThat(catalogue.size()).isEqualTo(1);
            catalogue.withdraw(infoHash, Optional.of(key(1)));
            assertThat(catalogue.size()).isZero();
            assertThat(catalogue.lists(Id20.of(infoHash.bytes()))).isFalse();
            assertThat(catalogue.search("second", 10)).isEmpty();
            assertThatThrownBy(() -> catalogue.withdraw(infoHash, Optional.of(key(1))))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NO_SUCH_TORRENT));
            publish(catalogue, torrent, "", 4, key(2), null);
            catalogue.withdraw(infoHash, Optional.empty());
            assertThat(catalogue.size()).isZero();
        }
    }

    @Test
    void a_newer_version_of_a_publisher_marks_those_before_and_the_oldest_go() throws Exception {
        try (Catalogue catalogue = open()) {
            for (int i = 0; i < 12; i++) {
                publish(catalogue, Torrents.named("thesis.md", 100 + i), "", i, key(1), "n");
            }
            publish(catalogue, Torrents.named("thesis.md", 7), "", 5, key(2), "m");
            List<CatalogueEntry> found = catalogue.search("Thesis.MD", 50);
            assertThat(found).hasSize(9);
            assertThat(found.stream().filter(entry -> !entry.replaced()).map(CatalogueEntry::length))
                    .containsExactlyInAnyOrder(111L, 7L);
            assertThat(found.subList(0, 2).stream().map(CatalogueEntry::length))
                    .as("one of each network first")
                    .containsExactly(111L, 7L);
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
    void a_network_has_its_share_and_gives_up_its_own_oldest_without_a_seed() throws Exception {
        CatalogueLimits limits = new CatalogueLimits(100, 10_000, 1_000_000, 3, 1_000_000);
        long hour = CatalogueRoom.MIN_KEPT_MILLIS;
        try (Catalogue catalogue = Catalogue.open(folder, limits, 0)) {
            for (int i = 0; i < 3; i++) {
                publish(catalogue, Torrents.named("a" + i), "", hour + i, key(i), "a");
            }
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("a3"), "", hour + 9, key(9), "a"))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.QUOTA));
            publish(catalogue, Torrents.named("b"), "", hour + 9, key(9), "b");
            catalogue.publish(new Submission(
                    Torrents.named("a4"), "", Optional.of(key(4)), Optional.of("a"), 3 * hour, entry -> entry.name()
                            .equals("a0")));
            assertThat(names(catalogue.search("", 10))).containsExactly("a4", "b", "a2", "a0");
        }
    }

    @Test
    void a_full_catalogue_takes_from_the_networks_that_have_most() throws Exception {
        CatalogueLimits limits = new CatalogueLimits(4, 10_000, 1_000_000, 3, 1_000_000);
        long hour = CatalogueRoom.MIN_KEPT_MILLIS;
        try (Catalogue catalogue = Catalogue.open(folder, limits, 0)) {
            publish(catalogue, Torrents.named("honest"), "", 1, key(1), "h");
            for (int i = 0; i < 3; i++) {
                publish(catalogue, Torrents.named("spam" + i), "", 2 + i, key(2), "s");
            }
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("too early"), "", 9, key(3), "n"))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
            publish(catalogue, Torrents.named("newcomer"), "", 2 * hour, key(3), "n");
            assertThat(names(catalogue.search("", 10))).containsExactly("newcomer", "spam2", "spam1", "honest");
        }
        try (Catalogue catalogue = Catalogue.open(folder, limits, 2 * hour)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("x"), "", 2 * hour + 1, key(3), "n"))
                    .as("just started: nobody has announced yet")
                    .isInstanceOf(CatalogueException.class);
        }
    }

    @Test
    void only_the_owner_may_read_what_the_tracker_keeps() throws Exception {
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("a"), "", 1);
            Path data = folder.resolve("new/data");
            assertThat(Files.getPosixFilePermissions(data)).hasToString("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
            try (var files = Files.list(data).filter(Files::isRegularFile)) {
                assertThat(files).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isSubsetOf(
                                java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                                java.nio.file.attribute.PosixFilePermission.OWNER_WRITE));
            }
        }
    }

    @Test
    void what_others_may_read_is_tightened_when_the_catalogue_opens() throws Exception {
        open().close();
        Path data = folder.resolve("new/data");
        for (String left : List.of("catalogue.db-wal", "catalogue.db-shm", "operator.json")) {
            Files.write(data.resolve(left), new byte[0]);
        }
        loosen(data);
        try (Catalogue catalogue = open()) {
            publish(catalogue, Torrents.named("a"), "", 1);
            assertThat(readableByOthers(data)).isEmpty();
        }
    }

    @Test
    void a_folder_that_holds_other_things_keeps_its_permissions() throws Exception {
        open().close();
        Path data = folder.resolve("new/data");
        Path other = Files.writeString(data.resolve("notes.txt"), "mine");
        loosen(data);
        open().close();
        assertThat(readableByOthers(data)).containsExactlyInAnyOrder(data, other);
    }

    private static void loosen(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static List<Path> readableByOthers(Path data) throws IOException {
        List<Path> loose = new ArrayList<>();
        try (var files = Files.walk(data)) {
            for (Path file : files.toList()) {
                if (!PosixFilePermissions.fromString("rwx------").containsAll(Files.getPosixFilePermissions(file))) {
                    loose.add(file);
                }
            }
        }
        return loose;
    }

    @Test
    void sqlites_library_is_our_own_file() throws Exception {
        open().close();
        Path library = Path.of(System.getProperty("org.sqlite.lib.path"), System.getProperty("org.sqlite.lib.name"));
        assertThat(library.getParent()).hasFileName("lib");
        assertThat(library.toString()).endsWith("libsqlitejdbc.so");
    }
}
