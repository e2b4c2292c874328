package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what went wrong with the database, to which file, and what to do. */
final class SqliteErrors {
    private SqliteErrors() {}

    private static String name(SQLException e) {
        return (e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR).name();
    }

    /** Whether the memory that connections share beside the file cannot be had. */
    static boolean isSharedMemory(SQLException e) {
        String name = name(e);
        return name.startsWith("SQLITE_IOERR_SHM") || name.equals("SQLITE_PROTOCOL") || name.equals("SQLITE_FULL");
    }

    static CatalogueException of(SQLException e, Path file) {
        String name = name(e);
        if (name.startsWith("SQLITE_INTERRUPT")) {
            return new CatalogueException(
                    Reason.TOO_COSTLY, "That takes too long to look for; search for fewer or longer words.", e);
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return new CatalogueException(
                    Reason.IN_USE,
                    "The catalogue " + file + " is locked: another program is using it. Stop that one, or give this"
                            + " tracker another data folder.",
                    e);
        }
        if (name.startsWith("SQLITE_FULL") || name.startsWith("SQLITE_IOERR_SHMSIZE")) {
            return new CatalogueException(
                    Reason.DISK_FULL,
                    "The disk that holds the catalogue " + file
                            + " is full; nothing was changed. Make room and try again.",
                    e);
        }
        if (name.startsWith("SQLITE_NOTADB") || name.startsWith("SQLITE_CORRUPT")) {
            return new CatalogueException(
                    Reason.DAMAGED,
                    "The catalogue " + file + " is damaged or no database." + DamagedCatalogue.ADVICE,
                    e);
        }
        return new CatalogueException(Reason.STORAGE, "The catalogue " + file + " fails: " + advice(name, e) + ".", e);
    }

    private static String advice(String name, SQLException e) {
        if (name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_PERM")) {
            return "it cannot be opened for writing; check the folder's permissions";
        }
        if (name.startsWith("SQLITE_IOERR_LOCK") || name.startsWith("SQLITE_NOLFS")) {
            return "its file system does not support what SQLite needs (" + e.getMessage()
                    + "); name another data folder with --data";
        }
        if (name.startsWith("SQLITE_IOERR")) {
            return e.getMessage() + "; check the disk";
        }
        return String.valueOf(e.getMessage());
    }
}
