package io.github.enxame.documents.layout;

import io.github.enxame.protocol.plan.Section;

/** Makes text from documents and file names fit to be shown as a title. */
public final class Titles {
    private static final int REPLACEMENT = 0xFFFD;

    private Titles() {}

    /**
     * Collapses white space, drops control characters, marks that turn the writing direction, invisible characters and
     * halves of surrogate pairs, trims, and cuts to {@link Section#MAX_TITLE_LENGTH} characters.
     */
    public static String clean(String raw) {
        return cut(collapse(raw), Section.MAX_TITLE_LENGTH);
    }

    /** Cuts a clean title to a number of characters, at least 2, with an ellipsis in place of what is lost. */
    public static String cut(String title, int maxLength) {
        if (title.length() <= maxLength) {
            return title;
        }
        int end = maxLength - 1;
        if (Character.isHighSurrogate(title.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && title.charAt(end - 1) == ' ') {
            end--;
        }
        return title.substring(0, end) + "…";
    }

    /** A file name made readable: without its extension, underscores as spaces; the name itself if nothing is left. */
    public static String fromFileName(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 && name.length() - dot <= 9 ? name.substring(0, dot) : name;
        String title = clean(stem.replace('_', ' '));
        return title.isEmpty() ? "file" : title;
    }

    private static String collapse(String raw) {
        StringBuilder clean = new StringBuilder(Math.min(raw.length(), 2 * Section.MAX_TITLE_LENGTH));
        boolean space = false;
        for (int i = 0; i < raw.length() && clean.length() <= Section.MAX_TITLE_LENGTH; ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (isSpace(c)) {
                space = true;
            } else if (!isDropped(c)) {
                if (space && !clean.isEmpty()) {
                    clean.append(' ');
                }
                clean.appendCodePoint(c);
                space = false;
            }
        }
        return clean.toString();
    }

    private static boolean isSpace(int c) {
        return c == 0xA0
                || c == 0x2007
                || c == 0x202F
                || (c < 0x10000 && (c == ' ' || (c >= '\t' && c <= '\r') || (c > 0x7F && Words.isSpace((char) c))));
    }

    private static boolean isDropped(int c) {
        return c < 0x20
                || (c >= 0x7F && c < 0xA0)
                || c == 0xAD
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || (c >= 0xD800 && c <= 0xF8FF)
                || c == 0xFEFF
                || (c >= 0xFFF0 && c <= REPLACEMENT)
                || (c & 0xFFFE) == 0xFFFE
                || c >= 0xE0000;
    }
}
