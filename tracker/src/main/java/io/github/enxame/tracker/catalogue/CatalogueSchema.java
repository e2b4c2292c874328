package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens the database file and lays out its tables. */
final class CatalogueSchema {
    private static final int VERSION = 1;

    private CatalogueSchema() {}

    /**
     * Opens or creates the database. It is locked as long as it is open, so that no second tracker serves the same folder, and
     * each publication is on the medium before it is answered.
     */
    static Connection open(Path file) throws CatalogueException {
        SQLiteConfig config = new SQLiteConfig();
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setBusyTimeout(1000);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                prepare(connection, file);
                return connection;
            } catch (SQLException | CatalogueException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new CatalogueException(Reason.STORAGE, explain(e, file), e);
        }
    }

    private static void prepare(Connection connection, Path file) throws SQLException, CatalogueException {
        try (Statement statement = connection.createStatement()) {
            // Only after the exclusive lock mode: then the log needs no shared memory, which a full disk could not
            // hold.
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            int version = version(statement);
            if (version > VERSION) {
                throw new CatalogueException(
                        Reason.STORAGE,
                        "The catalogue " + file + " was written by a newer version of Enxame; use that version, or give"
                                + " this one another data folder.");
            }
            statement.execute("BEGIN IMMEDIATE");
            if (version == 0) {
                create(statement);
            }
            statement.execute("COMMIT");
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
                  id INTEGER PRIMARY KEY,
                  info_hash_v1 TEXT UNIQUE,
                  info_hash_v2 TEXT UNIQUE,
                  name TEXT NOT NULL,
                  title TEXT NOT NULL,
                  length INTEGER NOT NULL,
                  words INTEGER NOT NULL,
                  sections INTEGER NOT NULL,
                  published_millis INTEGER NOT NULL,
                  metainfo BLOB NOT NULL
                ) STRICT
                """);
        statement.execute("CREATE INDEX torrent_by_age ON torrent (published_millis)");
        statement.execute("""
                CREATE VIRTUAL TABLE torrent_text USING fts5 (
                  name, title, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
                )
                """);
        statement.execute("PRAGMA user_version = " + VERSION);
    }

    /** What went wrong with the database, to which file, and what to do. */
    static String explain(SQLException e, Path file) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String name = code.name();
        String advice;
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            advice = "another tracker is using it; stop that one, or give this one another data folder";
        } else if (name.startsWith("SQLITE_FULL")) {
            advice = "the disk is full; make room and try again";
        } else if (name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_PERM")) {
            advice = "it cannot be opened for writing; check the folder's permissions";
        } else if (name.startsWith("SQLITE_NOTADB") || name.startsWith("SQLITE_CORRUPT")) {
            advice = "it is damaged or no database; move it away, and a new one is made";
        } else {
            advice = e.getMessage() + "; check the disk";
        }
        return "The catalogue " + file + " fails: " + advice + ".";
    }
}
