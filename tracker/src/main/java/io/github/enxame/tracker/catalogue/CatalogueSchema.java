package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The catalogue's tables. */
final class CatalogueSchema {
    static final int VERSION = 2;

    private CatalogueSchema() {}

    /** Makes the tables, or those that a newer version needs; what older versions kept stays. */
    static void prepare(Connection connection, Path file) throws SQLException, CatalogueException {
        try (Statement statement = connection.createStatement()) {
            int version = version(statement);
            if (version > VERSION) {
                throw new CatalogueException(
                        Reason.STORAGE,
                        "The catalogue " + file + " was written by a newer version of Enxame; use that version, or give"
                                + " this one another data folder.");
            }
            statement.execute("BEGIN IMMEDIATE");
            try {
                if (version == 1) {
                    CatalogueMigration.setAside(statement);
                }
                if (version < VERSION) {
                    create(statement);
                }
                statement.execute("COMMIT");
            } catch (SQLException e) {
                CatalogueDatabase.rollBack(statement, e);
                throw e;
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute("""
                CREATE TABLE torrent (
                  id INTEGER PRIMARY KEY AUTOINCREMENT,
                  info_hash_v1 TEXT UNIQUE,
                  info_hash_v2 TEXT UNIQUE,
                  name TEXT NOT NULL,
                  name_key TEXT NOT NULL,
                  title TEXT NOT NULL,
                  length INTEGER NOT NULL,
                  words INTEGER NOT NULL,
                  sections INTEGER NOT NULL,
                  published_millis INTEGER NOT NULL,
                  publisher TEXT,
                  network TEXT,
                  piece_length INTEGER NOT NULL,
                  md5 TEXT,
                  template_length INTEGER NOT NULL,
                  announce_offset INTEGER NOT NULL,
                  peers_offset INTEGER NOT NULL,
                  plan_length INTEGER NOT NULL
                ) STRICT
                """);
        statement.execute("CREATE INDEX torrent_by_age ON torrent (published_millis)");
        statement.execute("CREATE INDEX torrent_by_name ON torrent (name_key)");
        statement.execute("CREATE INDEX torrent_by_publisher ON torrent (publisher, name_key, published_millis)");
        statement.execute("CREATE INDEX torrent_by_network ON torrent (network, published_millis)");
        // Read part by part, so that a long .torrent is never in memory whole.
        statement.execute("""
                CREATE TABLE torrent_part (
                  torrent_id INTEGER NOT NULL,
                  kind INTEGER NOT NULL,
                  number INTEGER NOT NULL,
                  bytes BLOB NOT NULL,
                  UNIQUE (torrent_id, kind, number)
                ) STRICT
                """);
        // What is indexed comes folded from TextFolding; the tokenizer only cuts at blanks. The texts are in torrent.
        statement.execute("""
                CREATE VIRTUAL TABLE torrent_text USING fts5 (
                  name, title, content = '', contentless_delete = 1, prefix = '1 2 3',
                  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
                )
                """);
        statement.execute("PRAGMA user_version = " + VERSION);
    }
}
