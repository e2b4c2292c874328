package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the system reports into a {@link StoreException} that a person can act on. */
final class StoreErrors {
    /** A medium with less than this free is full; the system's own words for it come in the user's language. */
    private static final long FULL_BELOW_BYTES = 64 << 10;

    private StoreErrors() {}

    /**
     * The error for a failed use of a file.
     *
     * @param doing what was tried, as in "could not be {doing}": written, read...
     */
    static StoreException of(IOException cause, Path path, String doing, Disk disk) {
        return of(
                cause,
                path,
                doing,
                reason(cause).orElseGet(() -> isFull(path, disk) ? Reason.DISK_FULL : Reason.MEDIUM));
    }

    /** The error for a file that could not be read, which cannot be for want of room. */
    static StoreException ofReading(IOException cause, Path path) {
        return of(cause, path, "read", reason(cause).orElse(Reason.MEDIUM));
    }

    /** The error for a file whose reading was given up because the reading thread was interrupted. */
    static StoreException interrupted(Path path, Exception cause) {
        return of(cause, path, "read", Reason.INTERRUPTED);
    }

    private static StoreException of(Exception cause, Path path, String doing, Reason reason) {
        if (cause instanceof ReplacedFileException replaced) {
            return new StoreException(
                    reason,
                    path + " could not be " + doing + ": " + replaced.getFile()
                            + " is not a file or folder of Enxame's any more but a link or something else. It was not"
                            + " touched. Take it away, then start again; what is right is kept.",
                    cause);
        }
        if (cause instanceof ShortenedFileException) {
            return new StoreException(
                    reason,
                    path + " was cut short by another program while it was being downloaded. Start it again: what is"
                            + " right of it is kept.",
                    cause);
        }
        return new StoreException(reason, path + " could not be " + doing + ": " + advice(reason, cause), cause);
    }

    private static String advice(Reason reason, Exception cause) {
        return switch (reason) {
            case DISK_FULL -> "the disk is full. Free some space, then start it again; what was verified is kept.";
            case NO_PERMISSION -> "this user may not do that. Change the permissions there or choose another folder.";
            case DIFFERENT_FILE ->
                "a file of that name is already there and was not touched. Move or rename it, then start again.";
            case IN_USE -> "another program is using it. Close that one, then start again.";
            case MISSING -> "the file is missing or shorter than it should be. Put it back, or download it again.";
            case CHANGED -> "it changed meanwhile. Start again once nothing writes to it.";
            case UNSUITABLE -> "no torrent can be made of it. Choose another file.";
            case UNUSABLE -> "the torrent cannot be used. Ask for another one.";
            case TORRENT_TOO_LARGE -> "it takes too much memory. Give Enxame more, then start it again.";
            case INTERRUPTED -> "that was interrupted. Start it again.";
            case MEDIUM ->
                cause instanceof IOException e && OpenFileCache.isOutOfFiles(e)
                        ? "this process may not open more files. Raise the limit with 'ulimit -n 1024', then start it"
                                + " again."
                        : said(cause) + ". Check the disk, then start it again.";
        };
    }

    private static Optional<Reason> reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException ignored -> Optional.of(Reason.NO_PERMISSION);
            case FileAlreadyExistsException ignored -> Optional.of(Reason.DIFFERENT_FILE);
            case NoSuchFileException ignored -> Optional.of(Reason.MISSING);
            case ReplacedFileException ignored -> Optional.of(Reason.CHANGED);
            case ShortenedFileException ignored -> Optional.of(Reason.CHANGED);
            case EOFException ignored -> Optional.of(Reason.MISSING);
            default -> reasonInWords(said(cause).toLowerCase(Locale.ROOT));
        };
    }

    // Java has no exception of its own for these.
    private static Optional<Reason> reasonInWords(String words) {
        if (words.contains("read-only file system") || words.contains("operation not permitted")) {
            return Optional.of(Reason.NO_PERMISSION);
        }
        return words.contains("no space left") || words.contains("quota")
                ? Optional.of(Reason.DISK_FULL)
                : Optional.empty();
    }

    private static boolean isFull(Path path, Disk disk) {
        Path folder = path.toAbsolutePath().getParent();
        try {
            return folder != null && disk.usableBytes(folder) < FULL_BELOW_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String said(Exception cause) {
        @Nullable String words = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return words == null ? cause.getClass().getSimpleName() : words;
    }
}
