package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** A catalogue whose database cannot be read any more. */
public final class DamagedCatalogue {
    private static final System.Logger LOG = System.getLogger(DamagedCatalogue.class.getName());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** What a person can do about it. */
    static final String ADVICE =
            " Nothing was changed. Move it and the files catalogue.db-wal and catalogue.db-shm beside it"
                    + " elsewhere, and a new one is made; sqlite3's .recover may save what is in it.";

    /** What SQLite keeps beside a database, by the database's name and these endings. */
    private static final List<String> LOGS = List.of("-wal", "-shm", "-journal");

    private DamagedCatalogue() {}

    /**
     * Refuses a file without a byte. SQLite takes it for a new database, but none that was ever opened is empty: what was in it
     * was cut off, by a full disk, a copy that broke off or a mishap.
     */
    static void requireContent(Path file) throws CatalogueException {
        try {
            if (Files.size(file) > 0) {
                return;
            }
        } catch (IOException e) {
            throw new CatalogueException(
                    Reason.STORAGE, "The catalogue " + file + " cannot be read" + OwnerOnlyFiles.why(e) + ".", e);
        }
        throw new CatalogueException(
                Reason.DAMAGED,
                "The catalogue " + file
                        + " is empty: what was in it was cut off. Put it back from a copy. Or move it and the"
                        + " files catalogue.db-wal and catalogue.db-shm beside it elsewhere, and a new one is made.");
    }

    /** Deletes a database that was being made and could not be, so that the next start begins anew. */
    static void discard(Path file) {
        try {
            for (String ending : LOGS) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file + " could not be made, and not deleted either: " + e);
        }
    }

    /**
     * Renames the catalogue in {@code folder} to {@code catalogue.db.damaged-TIME}, with the log that belongs to it, so that a
     * new one can take its place and nothing is lost.
     *
     * @param failure why it could not be opened
     * @return where it is now; empty where the failure is not that the database is damaged, or it cannot be renamed
     */
    public static Optional<Path> setAside(Path folder, Throwable failure) {
        if (!isDamage(failure)) {
            return Optional.empty();
        }
        Path file = folder.resolve(Catalogue.FILE_NAME);
        String aside = Catalogue.FILE_NAME + ".damaged-"
                + LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
        try {
            // SQLite finds a database's log by the database's name.
            for (String ending : LOGS) {
                Path log = folder.resolve(Catalogue.FILE_NAME + ending);
                if (Files.exists(log)) {
                    Files.move(log, folder.resolve(aside + ending));
                }
            }
            return Optional.of(Files.move(file, folder.resolve(aside)));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file + " is damaged and could not be renamed: " + e);
            return Optional.empty();
        }
    }

    private static boolean isDamage(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CatalogueException catalogue && catalogue.reason() == Reason.DAMAGED) {
                return true;
            }
            if (cause instanceof SQLiteException sqlite) {
                // Opening runs our own statements alone: where SQLite does not understand one, it is another's tables.
                return "SQLITE_ERROR".equals(sqlite.getResultCode().name());
            }
        }
        return false;
    }
}
