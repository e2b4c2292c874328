package io.github.enxame.documents.layout;

/** Counts words as {@code wc -w} does: runs of characters without white space, whatever the locale. */
public final class Words {
    private Words() {}

    /** The number of words in a text. */
    public static int count(CharSequence text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            if (!space && !inside) {
                words++;
            }
            inside = !space;
        }
        return words;
    }

    /** Whether a character separates words. No-break spaces do not. */
    public static boolean isSpace(char c) {
        return c <= ' '
                || c == 0x85
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A && c != 0x2007)
                || c == 0x2028
                || c == 0x2029
                || c == 0x205F
                || c == 0x3000;
    }
}
