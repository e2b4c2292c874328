package io.github.enxame.engine.storage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a {@link TorrentStore} works.
 *
 * @param journalWindowBytes the most verified bytes that a crash may lose, at least 1
 * @param recordFolder where to keep a record of each finished torrent's files, so that a restart need not hash them
 *     again; empty to hash them each time
 * @param mustExist true for content that is to be shared, not downloaded: it must be there, whole, and is only read
 * @param selection what is wanted of a download unless it was begun before with another selection
 */
public record StoreSettings(
        long journalWindowBytes, Optional<Path> recordFolder, boolean mustExist, Selection selection) {
    /** 16 MiB. */
    public static final long JOURNAL_WINDOW_BYTES = 16L << 20;

    public StoreSettings {
        if (journalWindowBytes < 1) {
            throw new IllegalArgumentException("a journal window of " + journalWindowBytes + " bytes");
        }
    }

    /** Settings for a download: a window of 16 MiB and no record of finished files. */
    public static StoreSettings download() {
        return new StoreSettings(JOURNAL_WINDOW_BYTES, Optional.empty(), false, Selection.everything());
    }

    /** Settings for content that is already there and is to be shared. */
    public static StoreSettings seed() {
        return new StoreSettings(JOURNAL_WINDOW_BYTES, Optional.empty(), true, Selection.everything());
    }

    /** The same with a folder for the records of finished files. */
    public StoreSettings withRecordFolder(Path folder) {
        return new StoreSettings(journalWindowBytes, Optional.of(folder), mustExist, selection);
    }

    /** The same with another journal window. */
    public StoreSettings withJournalWindowBytes(long bytes) {
        return new StoreSettings(bytes, recordFolder, mustExist, selection);
    }

    /** The same for a download of which that is wanted, unless it was begun before with another selection. */
    public StoreSettings withSelection(Selection wanted) {
        return new StoreSettings(journalWindowBytes, recordFolder, mustExist, wanted);
    }
}
