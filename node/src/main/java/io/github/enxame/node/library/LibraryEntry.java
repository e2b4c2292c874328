package io.github.enxame.node.library;

import io.avaje.jsonb.Json;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.ReportView;
import io.github.enxame.protocol.metainfo.SafeText;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of a torrent beside its .torrent.
 *
 * @param title what people call it
 * @param kind how it came here: {@link #DOWNLOAD}, {@link #SHARE}, {@link #PREPARED} or {@link #REPLACED}
 * @param folder the folder that holds its file or folder, absolute
 * @param own whether the content lies in the library and goes with it while it is not published
 * @param addedAt milliseconds since 1970
 * @param downloaded payload received, in bytes
 * @param uploaded payload sent, in bytes
 * @param limits what limits it beside what limits all torrents together; null for nothing
 * @param receipt the proof of its content; null until there is one
 * @param report how the download went; null until it is complete
 */
@Json
public record LibraryEntry(
        String title,
        String kind,
        String folder,
        boolean own,
        boolean paused,
        long addedAt,
        long downloaded,
        long uploaded,
        @Nullable LimitsView limits,
        @Nullable ReceiptView receipt,
        @Nullable ReportView report) {
    /**
     * An entry. A receipt or report that is not whole is left out: it can be made again.
     *
     * @throws IllegalArgumentException when it does not say what is needed to go on with the torrent
     */
    public LibraryEntry {
        // What was read from a file has null where the file had nothing.
        if (Stream.of(title, kind, folder).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("it lacks the title, the kind or the folder");
        }
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("its kind is unknown: " + SafeText.clean(kind, SHOWN_CHARACTERS));
        }
        if (!Path.of(folder).isAbsolute()) {
            throw new IllegalArgumentException(
                    "its folder is no absolute path: " + SafeText.clean(folder, SHOWN_CHARACTERS));
        }
        if (limits != null && (limits.up() < 0 || limits.down() < 0)) {
            throw new IllegalArgumentException("its limits are below 0");
        }
        receipt = receipt != null && receipt.isWhole() ? receipt : null;
        report = report != null && report.isWhole() ? report : null;
    }

    /** Downloaded, or being downloaded. */
    public static final String DOWNLOAD = "download";
    /** Content that was here, published. */
    public static final String SHARE = "share";
    /** Content that was here, not published yet. */
    public static final String PREPARED = "prepared";

    /** Content that was published, and of which another version was published since from the same place. */
    public static final String REPLACED = "replaced";

    private static final Set<String> KINDS = Set.of(DOWNLOAD, SHARE, PREPARED, REPLACED);
    private static final int SHOWN_CHARACTERS = 200;

    /** A torrent that was added just now. */
    public static LibraryEntry added(String title, String kind, String folder, boolean own, long addedAt) {
        return new LibraryEntry(title, kind, folder, own, false, addedAt, 0, 0, null, null, null);
    }

    /** The same, called otherwise. */
    public LibraryEntry titled(String name) {
        return new LibraryEntry(
                name, kind, folder, own, paused, addedAt, downloaded, uploaded, limits, receipt, report);
    }

    /** The same, of another kind. */
    public LibraryEntry ofKind(String now) {
        return new LibraryEntry(
                title, now, folder, own, paused, addedAt, downloaded, uploaded, limits, receipt, report);
    }

    /** Whether everything that was wanted of it has been here. */
    public boolean wasComplete() {
        return receipt != null || report != null;
    }

    /** Whether some of it at least has been here. */
    public boolean hadBegun() {
        return wasComplete() || downloaded > 0;
    }

    /** The same, paused or not. */
    public LibraryEntry paused(boolean now) {
        return new LibraryEntry(title, kind, folder, own, now, addedAt, downloaded, uploaded, limits, receipt, report);
    }

    /** The same with these counts. */
    public LibraryEntry counted(long down, long up) {
        return new LibraryEntry(title, kind, folder, own, paused, addedAt, down, up, limits, receipt, report);
    }

    /** The same, limited so. */
    public LibraryEntry limited(LimitsView now) {
        return new LibraryEntry(title, kind, folder, own, paused, addedAt, downloaded, uploaded, now, receipt, report);
    }

    /** The same without a proof of its content, which is to be another one. */
    public LibraryEntry unproven() {
        return new LibraryEntry(title, kind, folder, own, paused, addedAt, downloaded, uploaded, limits, null, null);
    }

    /** The same with a proof of its content. */
    public LibraryEntry proven(ReceiptView proof, @Nullable ReportView how) {
        return new LibraryEntry(
                title,
                kind,
                folder,
                own,
                paused,
                addedAt,
                downloaded,
                uploaded,
                limits,
                proof,
                how == null ? report : how);
    }
}
