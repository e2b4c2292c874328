package io.github.enxame.engine.webseed;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Content-Range} says (RFC 9110, 14.4), in the spellings that servers have for it.
 *
 * @param first the first byte of the file that the body holds
 * @param last the last one
 * @param length the file's length, if it is said
 */
record ContentRange(long first, long last, OptionalLong length) {
    /** Units are case-insensitive; {@code =} and {@code :} after them, or none at all, are servers' mistakes. */
    private static final Pattern FORM = Pattern.compile(
            "(?:bytes)?\\s*[=:]?\\s*(\\d{1,18})\\s*-\\s*(\\d{1,18})\\s*(?:/\\s*(?:(\\d{1,18})|\\*)?)?",
            Pattern.CASE_INSENSITIVE);

    /** Reads a field's value; empty for what is none. */
    static Optional<ContentRange> parse(String value) {
        Matcher form = FORM.matcher(value.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(form.group(1));
        long last = Long.parseLong(form.group(2));
        OptionalLong length =
                form.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(form.group(3)));
        return first <= last ? Optional.of(new ContentRange(first, last, length)) : Optional.empty();
    }

    /** Number of bytes. */
    long size() {
        return last - first + 1;
    }

    /** Whether all of a range is in it. */
    boolean covers(long from, long bytes) {
        return first <= from && from + bytes - 1 <= last;
    }
}
