package io.github.enxame.protocol.announce;

/** Walks the fields of a raw query string within limits. */
final class QueryFields {
    /** Longest query looked at, in characters. */
    static final int MAX_QUERY_LENGTH = 8192;
    /** Most fields in a query. */
    static final int MAX_FIELDS = 128;

    private static final int MAX_NUMBER_LENGTH = 40;

    /** Takes one field: its name as written, and where its still encoded value lies in the query. */
    interface Visitor {
        void field(String name, int valueStart, int valueEnd) throws AnnounceException;
    }

    private QueryFields() {}

    static void walk(String query, Visitor visitor) throws AnnounceException {
        if (query.length() > MAX_QUERY_LENGTH) {
            throw new AnnounceException("the query has " + query.length() + " characters, more than the "
                    + MAX_QUERY_LENGTH + " that are accepted");
        }
        int count = 0;
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            if (equals >= start && equals < end) {
                if (++count > MAX_FIELDS) {
                    throw new AnnounceException("the query has more than " + MAX_FIELDS + " fields");
                }
                visitor.field(query.substring(start, equals), equals + 1, end);
            }
            start = end + 1;
        }
    }

    /** The 20 bytes of a field. */
    static Id20 id(String name, String query, int start, int end) throws AnnounceException {
        byte[] bytes = PercentEncoding.decode(query, start, end);
        if (bytes.length != Id20.LENGTH) {
            throw new AnnounceException(name + " has " + bytes.length + " bytes, must have 20");
        }
        return Id20.of(bytes);
    }

    /**
     * The decimal number of a field that an announce can do without: {@code otherwise} when it is none, and the nearest of
     * {@code min} and {@code max} when it is out of range.
     */
    static long number(String query, int start, int end, long min, long max, long otherwise) {
        String digits = text(query, start, end, MAX_NUMBER_LENGTH);
        boolean negative = digits.startsWith("-");
        long value = 0;
        int first = negative ? 1 : 0;
        if (first == digits.length()) {
            return otherwise;
        }
        for (int i = first; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return otherwise;
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return Math.clamp(negative ? -value : value, min, max);
    }

    /**
     * The bytes of a field that an announce can do without, one character for each and at most {@code max} of them; empty
     * when they cannot be decoded.
     */
    static String text(String query, int start, int end, int max) {
        try {
            String value = PercentEncoding.decodeLatin1(query, start, end);
            return value.length() > max ? value.substring(0, max) : value;
        } catch (AnnounceException malformed) {
            return "";
        }
    }
}
