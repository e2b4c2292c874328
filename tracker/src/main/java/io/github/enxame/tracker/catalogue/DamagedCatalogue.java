package io.github.enxame.tracker.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** A catalogue whose database cannot be read any more. */
public final class DamagedCatalogue {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private DamagedCatalogue() {}

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
            for (String ending : new String[] {"-wal", "-shm", "-journal"}) {
                Path log = folder.resolve(Catalogue.FILE_NAME + ending);
                if (Files.exists(log)) {
                    Files.move(log, folder.resolve(aside + ending));
                }
            }
            return Optional.of(Files.move(file, folder.resolve(aside)));
        } catch (IOException e) {
            System.getLogger(DamagedCatalogue.class.getName())
                    .log(System.Logger.Level.WARNING, file + " is damaged and could not be renamed: " + e);
            return Optional.empty();
        }
    }

    private static boolean isDamage(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                String code = sqlite.getResultCode().name();
                // Opening runs our own statements alone: where SQLite does not understand one, it is another's tables.
                return code.startsWith("SQLITE_NOTADB")
                        || code.startsWith("SQLITE_CORRUPT")
                        || "SQLITE_ERROR".equals(code);
            }
        }
        return false;
    }
}
