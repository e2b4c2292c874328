package io.github.enxame.engine.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a tracker's path from those of other services. A .torrent is a stranger's: it may call none of these near us. */
final class TrackerPath {
    /** As in BEP 3 and 48, or of a tracker that is a script. */
    private static final Pattern NAME = Pattern.compile("(announce|scrape)(\\.[a-z]{2,5})?");
    /** What makes one server see other parts in a path than another: parameters, hidden separators, ways up. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(";|\\\\|%2f|%5c|%00|%3b|%25|(^|/)(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private TrackerPath() {}

    /** Whether the last part of a path is a tracker's. */
    static boolean ends(@Nullable String rawPath) {
        List<String> parts = parts(rawPath);
        return !parts.isEmpty() && isName(parts.getLast());
    }

    /** Whether any part of a path is a tracker's; some have a key of the user after it. */
    static boolean contains(@Nullable String rawPath) {
        return parts(rawPath).stream().anyMatch(TrackerPath::isName);
    }

    private static boolean isName(String part) {
        return NAME.matcher(part.toLowerCase(Locale.ROOT)).matches();
    }

    private static List<String> parts(@Nullable String rawPath) {
        if (rawPath == null || AMBIGUOUS.matcher(rawPath).find()) {
            return List.of();
        }
        return Arrays.stream(rawPath.split("/")).filter(part -> !part.isEmpty()).toList();
    }
}
