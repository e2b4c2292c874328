package io.github.enxame.documents.layout;

import io.github.enxame.protocol.plan.Section;

/** Makes text from documents and file names fit to be shown as a title. */
public final class Titles {
    /** First and last of each range. */
    private static final int[] DROPPED = {
        0, 0x1F, 0x7F, 0x9F, 0xAD, 0xAD, 0x600, 0x605, 0x61C, 0x61C, 0x6DD, 0x6DD, 0x70F, 0x70F, 0x890, 0x891, 0x8E2,
        0x8E2, 0x180E, 0x180E, 0x200B, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0xD800, 0xF8FF, 0xFEFF,
        0xFEFF, 0xFFF0, 0xFFFD, 0x110BD, 0x110BD, 0x110CD, 0x110CD, 0x13430, 0x1343F, 0x1BCA0, 0x1BCA3, 0x1D173,
        0x1D17A, 0xE0000, 0x10FFFF
    };

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

    /**
     * Whether a character is not seen and may change how others are. Written out, for a Java release may move characters
     * between categories and a title must not change with it. The two joiners stay: scripts and emoji need them.
     */
    private static boolean isDropped(int c) {
        for (int i = 0; i < DROPPED.length; i += 2) {
            if (c >= DROPPED[i] && c <= DROPPED[i + 1]) {
                return true;
            }
        }
        return (c & 0xFFFE) == 0xFFFE;
    }
}
