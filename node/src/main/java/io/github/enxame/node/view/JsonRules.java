package io.github.enxame.node.view;

/** What JSON has to be beside well-formed, so that it says what its sender meant. */
final class JsonRules {
    /** How deep lists and objects may lie in each other; the reader calls itself for each. */
    static final int MAX_DEPTH = 64;

    /** So many digits fit into a long: a rate. */
    static final int MAX_DIGITS = 18;

    /** So many digits fit into an int: an index or a count. The reader takes the last 32 bits of a longer one. */
    static final int MAX_INT_DIGITS = 9;

    private static final int HEX = 16;
    private static final int ESCAPE_DIGITS = 4;

    private final String json;

    private final int maxDigits;

    private JsonRules(String json, int maxDigits) {
        this.json = json;
        this.maxDigits = maxDigits;
    }

    /** Refuses what is nested too deep. */
    static void requireShallow(String json) {
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                i = end(json, i);
            } else if (c == '[' || c == '{') {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
                }
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
    }

    /** Refuses texts with half a character in them (RFC 8259, 8.2), and numbers that are not whole or too large. */
    static void requirePlain(String json, int maxDigits) {
        JsonRules rules = new JsonRules(json, maxDigits);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                int end = end(json, i);
                rules.requireWhole(i + 1, Math.min(end, json.length()));
                i = end;
            } else if (c == '-' || isDigit(c)) {
                i = rules.number(i) - 1;
            }
        }
    }

    /** Where the text that begins here ends: its quote, or the end of all. */
    private static int end(String json, int begin) {
        int i = begin + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The place after a number. */
    private int number(int begin) {
        int end = begin + 1;
        while (end < json.length() && isDigit(json.charAt(end))) {
            end++;
        }
        boolean whole = end >= json.length() || ".eE".indexOf(json.charAt(end)) < 0;
        if (!whole || end - begin > maxDigits) {
            throw new IllegalArgumentException(
                    "not usable: its numbers have to be whole, of at most " + maxDigits + " digits");
        }
        return end;
    }

    private void requireWhole(int begin, int end) {
        boolean half = false;
        int i = begin;
        while (i < end) {
            char c = json.charAt(i);
            int length = 1;
            if (c == '\\' && i + 1 < end) {
                boolean code = json.charAt(i + 1) == 'u' && i + 2 + ESCAPE_DIGITS <= end;
                length = code ? 2 + ESCAPE_DIGITS : 2;
                c = code ? escaped(i + 2) : ' ';
            }
            if (half != Character.isLowSurrogate(c)) {
                throw halfCharacter();
            }
            half = Character.isHighSurrogate(c);
            i += length;
        }
        if (half) {
            throw halfCharacter();
        }
    }

    /** The character of four hexadecimal digits; a blank where they are none, which the reader refuses. */
    private char escaped(int at) {
        try {
            return (char) Integer.parseInt(json, at, at + ESCAPE_DIGITS, HEX);
        } catch (NumberFormatException e) {
            return ' ';
        }
    }

    private static IllegalArgumentException halfCharacter() {
        return new IllegalArgumentException("not usable: a text in it has half a character, as \\ud800 alone is one");
    }
}
