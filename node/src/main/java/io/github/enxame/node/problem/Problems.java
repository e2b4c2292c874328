package io.github.enxame.node.problem;

import io.github.enxame.engine.TorrentException;
import io.github.enxame.engine.TorrentRefusedException;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.tracker.TrackerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns what the program throws into what the user is told. The one place that does. */
public final class Problems {
    private Problems() {}

    /** The problem behind an exception. */
    public static Problem of(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return switch (cause) {
            case ProblemException known -> known.problem();
            case FileSystemException e when e.getFile() != null -> ofFile(e, Path.of(e.getFile()));
            case IOException e
            when isDiskFull(e) -> new Problem("disk_full", "The disk is full. Free some space and try again.");
            case TorrentException e -> ofTorrent(e.code(), String.valueOf(e.getMessage()));
            case TorrentRefusedException e -> ofTorrent(e.code(), String.valueOf(e.getMessage()));
            case StoreException e ->
                ofTorrent(e.reason().name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
            case TrackerException e ->
                new Problem(
                        switch (e.reason()) {
                            case PORT_TAKEN -> "port_taken";
                            case CANNOT_LISTEN -> "cannot_listen";
                            case DATA_FOLDER -> "data_folder";
                        },
                        sentence(String.valueOf(e.getMessage())));
            case InvalidPathException e ->
                new Problem(
                        "bad_name",
                        "This system cannot use the name \"" + e.getInput() + "\" (" + e.getReason()
                                + "). Rename it, or set LC_ALL to a UTF-8 locale.");
            case InterruptedException _ -> new Problem("interrupted", "Interrupted.");
            case OutOfMemoryError _ ->
                new Problem(
                        "out_of_memory",
                        "There is not enough memory for this. Set ENXAME_JAVA_OPTS=-Xmx1g and try again.");
            default ->
                new Problem(
                        "internal",
                        "Something went wrong inside Enxame (" + cause
                                + "). Run the command again with --debug and report what it prints.");
        };
    }

    /** The problem of a file that could not be read or written. */
    public static Problem ofFile(IOException e, Path file) {
        String name = named(e, file);
        Map<String, String> params = Map.of("path", name);
        if (isDiskFull(e)) {
            return new Problem(
                    "disk_full", "The disk that holds " + name + " is full. Free some space and try again.", params);
        }
        return switch (e) {
            case NoSuchFileException _ ->
                new Problem("not_found", "There is no " + missing(Path.of(name)) + ". Check the path.", params);
            case AccessDeniedException _ ->
                new Problem(
                        "no_permission",
                        "This user may not use " + name + ". Change its permissions or choose another place.",
                        params);
            case FileAlreadyExistsException _ ->
                new Problem("file_exists", name + " is there already. Move or rename it, then try again.", params);
            case NotDirectoryException _ ->
                new Problem("not_found", name + " is not a folder. Choose a folder.", params);
            default ->
                isOutOfFiles(e)
                        ? new Problem(
                                "medium",
                                "Could not use " + name + ": this process may not open more files. Raise the limit with"
                                        + " 'ulimit -n 1024', then try again.",
                                params)
                        : new Problem("medium", "Could not use " + name + ": " + why(e) + ".", params);
        };
    }

    /**
     * The problem of a folder that cannot be used.
     *
     * @param called what it is for, as a sentence begins with it
     * @param option by which another one is named
     */
    public static Problem ofFolder(IOException e, String called, Path folder, String option) {
        if (isDiskFull(e)) {
            return ofFile(e, folder);
        }
        String begin = called + " " + folder + " cannot be used: ";
        String another = "name another one with " + option + ".";
        Path nearest = nearestThere(folder);
        boolean itself = nearest.equals(folder);
        Map<String, String> params = Map.of("path", folder.toString());
        if (!Files.isDirectory(nearest)) {
            return new Problem(
                    "not_found",
                    begin + (itself ? "it" : nearest) + " is not a folder. Move or rename it, or " + another,
                    params);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(
                    "no_permission",
                    begin + "this user may not read and write " + (itself ? "it" : "in " + nearest)
                            + ". Change the permissions, or " + another,
                    params);
        }
        return new Problem("medium", begin + why(e) + ". Mend that, or " + another, params);
    }

    private static Path nearestThere(Path folder) {
        Path nearest = folder;
        for (Path path = folder; path != null && !Files.exists(nearest); path = path.getParent()) {
            nearest = path;
        }
        return nearest;
    }

    /** The problem that keeps a torrent from going on, by the engine's code and message. */
    public static Problem ofTorrent(String code, String message) {
        String known =
                switch (code) {
                    case "different_file" -> "file_exists";
                    case "unsuitable" -> "cannot_share";
                    default -> code;
                };
        return new Problem(known, sentence(message));
    }

    /** A message that ends as a sentence does. Its first word may be a file's name, so it is left as it is. */
    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** What to look for: the file, or the first of its folders that is not there. */
    private static String missing(Path file) {
        Path nearest = file;
        for (Path parent = file.getParent(); parent != null && !Files.exists(parent); parent = parent.getParent()) {
            nearest = parent;
        }
        return nearest.equals(file) ? file.toString() : "folder " + nearest + " (for " + file.getFileName() + ")";
    }

    private static String named(IOException e, Path file) {
        return e instanceof FileSystemException known && known.getFile() != null ? known.getFile() : file.toString();
    }

    private static String why(IOException e) {
        if (e instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean isOutOfFiles(IOException e) {
        return why(e).toLowerCase(Locale.ROOT).contains("too many open files");
    }

    private static boolean isDiskFull(IOException e) {
        String why = why(e).toLowerCase(Locale.ROOT);
        return why.contains("no space left") || why.contains("not enough space") || why.contains("quota exceeded");
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            @Nullable Throwable inner = cause.getCause();
            if (inner == null) {
                break;
            }
            cause = inner;
        }
        return cause;
    }
}
