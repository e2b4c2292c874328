package io.github.enxame.node.torrent;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.magnet.FileRange;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of a torrent that a user names: numbers as {@code inspect} shows them, ranges of numbers, and patterns such as
 * {@code *.pdf}, with commas between. A pattern with a slash is about the path from the torrent's folder, another one about
 * the name. Immutable.
 */
public final class FileChoice {
    private static final int MOST_TERMS = 1_000;
    private static final int MOST_NAMED = 20;

    private final List<FileRange> numbers = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();

    /**
     * Reads what a user wrote.
     *
     * @throws ProblemException {@code bad_files} when it names nothing or a number is wrong
     */
    public FileChoice(String text) throws ProblemException {
        String[] terms = text.split(",", -1);
        if (terms.length > MOST_TERMS) {
            throw bad(text, "at most " + MOST_TERMS + " may be named");
        }
        for (String raw : terms) {
            String term = raw.strip();
            if (term.isEmpty()) {
                throw bad(text, "something is missing beside a comma");
            } else if (term.matches("\\d+(-\\d+)?")) {
                numbers.add(range(text, term));
            } else {
                patterns.add(term);
            }
        }
    }

    private static FileRange range(String text, String term) throws ProblemException {
        int dash = term.indexOf('-');
        try {
            int first = Integer.parseInt(dash < 0 ? term : term.substring(0, dash));
            return new FileRange(first, dash < 0 ? first : Integer.parseInt(term.substring(dash + 1)));
        } catch (IllegalArgumentException e) {
            throw bad(text, term + " is no range of files");
        }
    }

    private static ProblemException bad(String text, String why) {
        return new ProblemException(
                "bad_files",
                "The files \"" + text + "\" cannot be chosen: " + why
                        + ". Name them like 0,2-4 or *.pdf; 'enxame inspect' shows their numbers.");
    }

    /** The files by their numbers, if nothing else is said: then what is in the torrent need not be known. */
    public Optional<List<FileRange>> byNumber() {
        return patterns.isEmpty() ? Optional.of(List.copyOf(numbers)) : Optional.empty();
    }

    /**
     * These files of a torrent and no others.
     *
     * @throws ProblemException {@code no_such_file} when it has none of some that are named
     */
    public Selection of(Info info) throws ProblemException {
        List<FileRange> chosen = new ArrayList<>();
        for (FileRange range : numbers) {
            if (IntStream.rangeClosed(
                            range.first(), Math.min(range.last(), info.files().size() - 1))
                    .noneMatch(file -> isContent(info, file))) {
                throw none(info, "the number " + range);
            }
            chosen.add(range);
        }
        for (String pattern : patterns) {
            List<FileRange> found = matching(info, pattern);
            if (found.isEmpty()) {
                throw none(info, "the name " + pattern);
            }
            chosen.addAll(found);
        }
        return Selection.only(chosen);
    }

    private static List<FileRange> matching(Info info, String pattern) throws ProblemException {
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw bad(pattern, "the pattern is malformed");
        }
        boolean whole = pattern.contains("/");
        return IntStream.range(0, info.files().size())
                .filter(file -> isContent(info, file))
                .filter(file -> matches(matcher, info.files().get(file), whole))
                .mapToObj(file -> new FileRange(file, file))
                .toList();
    }

    private static boolean matches(PathMatcher matcher, FileEntry file, boolean whole) {
        try {
            return matcher.matches(
                    Path.of(whole ? String.join("/", file.path()) : file.path().getLast()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isContent(Info info, int file) {
        return info.files().get(file).kind() == FileKind.CONTENT;
    }

    private static ProblemException none(Info info, String what) {
        String names = IntStream.range(0, info.files().size())
                .filter(file -> isContent(info, file))
                .limit(MOST_NAMED)
                .mapToObj(file ->
                        file + " " + String.join("/", info.files().get(file).path()))
                .collect(Collectors.joining(", "));
        return new ProblemException(
                "no_such_file",
                "No file of \"" + info.name() + "\" has " + what + ". Its files are: " + names
                        + (info.files().size() > MOST_NAMED ? ", and more" : "") + ".",
                "name",
                info.name());
    }
}
