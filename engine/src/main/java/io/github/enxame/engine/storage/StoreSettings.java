package io.github.enxame.engine.storage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a {@link TorrentStore} works.
 *
 * @param journalWindowBytes the most verified bytes that a crash may lose, at least 1
 * @param recordFolder where to keep a record of each finished torrent's files, so that a restart need not hash them
 *     again; empty to hash them each time
 * @param mode what it may suppose of what lies there, and do with it
 * @param selection what is wanted of a download unless it was begun before with another selection
 */
public record StoreSettings(long journalWindowBytes, Optional<Path> recordFolder, StoreMode mode, Selection selection) {
    /** 16 MiB. */
    public static final long JOURNAL_WINDOW_BYTES = 16L << 20;

    public StoreSettings {
        if (journalWindowBytes < 1) {
            throw new IllegalArgumentException("a journal window of " + journalWindowBytes + " bytes");
        }
    }

    /** Settings for a download: a window of 16 MiB and no record of finished files. */
    public static StoreSettings download() {
        return new StoreSettings(JOURNAL_WINDOW_BYTES, Optional.empty(), StoreMode.DOWNLOAD, Selection.everything());
    }

    /** Settings for content that is already there and is to be shared. */
    public static StoreSettings seed() {
        return new StoreSettings(JOURNAL_WINDOW_BYTES, Optional.empty(), StoreMode.SEED, Selection.everything());
    }

    /** The same with a folder for the records of finished files. */
    public StoreSettings withRecordFolder(Path folder) {
        return new StoreSettings(journalWindowBytes, Optional.of(folder), mode, selection);
    }

    /** The same with another journal window. */
    public StoreSettings withJournalWindowBytes(long bytes) {
        return new StoreSettings(bytes, recordFolder, mode, selection);
    }

    /** The same for a download of which that is wanted, unless it was begun before with another selection. */
    public StoreSettings withSelection(Selection wanted) {
        return new StoreSettings(journalWindowBytes, recordFolder, mode, wanted);
    }

    /** The same in another mode. */
    public StoreSettings in(StoreMode other) {
        return new StoreSettings(journalWindowBytes, recordFolder, other, selection);
    }
}
