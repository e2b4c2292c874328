package io.github.enxame.tracker.catalogue;

import static io.github.enxame.tracker.catalogue.Publications.names;
import static io.github.enxame.tracker.catalogue.Publications.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.Torrents;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue on disk: its permissions, its locks, damage, and the version before. */
class CatalogueFilesTest {
    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD, 0);
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
                TorrentRecord stored = catalogue.stored(planned.infoHash()).orElseThrow();
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

    @Test
    void sqlites_library_is_our_own_file() throws Exception {
        open().close();
        Path library = Path.of(System.getProperty("org.sqlite.lib.path"), System.getProperty("org.sqlite.lib.name"));
        assertThat(library.getParent()).hasFileName("lib");
        assertThat(library.toString()).endsWith("libsqlitejdbc.so");
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
}
