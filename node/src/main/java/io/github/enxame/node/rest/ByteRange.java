package io.github.enxame.node.rest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A run of bytes that a client asks for (RFC 9110, 14).
 *
 * @param from the first byte
 * @param end the byte after the last; {@code from} where nothing can be sent
 */
record ByteRange(long from, long end) {
    /** At most 18 digits, so that no number overflows. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return end - from;
    }

    boolean isEmpty() {
        return from >= end;
    }

    /**
     * The range that a request asks for; nothing where it wants the whole, or asks in a way that may be passed over
     * (several ranges, another unit, an older version of the file).
     *
     * @param length bytes of the file
     * @param tag of its present version
     */
    static Optional<ByteRange> wanted(HttpFields headers, long length, String tag) {
        List<String> ranges = headers.getValuesList(HttpHeader.RANGE);
        String condition = headers.get(HttpHeader.IF_RANGE);
        if (ranges.size() != 1 || (condition != null && !condition.equals(tag))) {
            return Optional.empty();
        }
        Matcher matcher = RANGE.matcher(ranges.getFirst().strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, length - Long.parseLong(last)), length));
        }
        long from = Long.parseLong(first);
        long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(from, Math.max(end, from >= length ? from : end)));
    }
}
