package io.github.enxame.protocol.announce;

/** Walks the fields of a raw query string within limits. */
final class QueryFields {
    /** Longest query looked at, in characters. */
    static final int MAX_QUERY_LENGTH = 8192;
    /** Most fields in a query. */
    static final int MAX_FIELDS = 128;

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

    /** A decimal number of a field, from {@code min} to {@code max}. */
    static long number(String name, String query, int start, int end, long min, long max) throws AnnounceException {
        long value = 0;
        boolean negative = end > start && query.charAt(start) == '-';
        int digits = negative ? start + 1 : start;
        if (end - digits < 1 || end - digits > 18) {
            throw new AnnounceException(name + " is no number of 1 to 18 digits");
        }
        for (int i = digits; i < end; i++) {
            char c = query.charAt(i);
            if (c < '0' || c > '9') {
                throw new AnnounceException(name + " is no number");
            }
            value = value * 10 + (c - '0');
        }
        value = negative ? -value : value;
        if (value < min || value > max) {
            throw new AnnounceException(name + " is " + value + ", must be from " + min + " to " + max);
        }
        return value;
    }

    /** A field's bytes, one character for each, at most {@code max} of them. */
    static String text(String name, String query, int start, int end, int max) throws AnnounceException {
        String value = PercentEncoding.decodeLatin1(query, start, end);
        if (value.length() > max) {
            throw new AnnounceException(name + " has " + value.length() + " bytes, more than " + max);
        }
        return value;
    }
}
