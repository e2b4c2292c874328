package io.github.enxame.node.terminal;

/** How many columns of a terminal a text takes: East Asian characters and emoji two, combining marks none. */
final class Columns {
    /** First and last code points of what is two columns wide (Unicode Standard Annex 11, in outline). */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Columns() {}

    /** The columns of a text without escape sequences. */
    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** As much of a text as fits, with {@code sign} (one column) at its end where something is missing. */
    static String cut(String text, int most, char sign) {
        if (of(text) <= most) {
            return text;
        }
        StringBuilder fitting = new StringBuilder();
        int columns = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            columns += of(c);
            if (columns > most) {
                break;
            }
            fitting.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return most < 1 ? "" : fitting.append(sign).toString();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
