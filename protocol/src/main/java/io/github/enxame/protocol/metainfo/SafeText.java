package io.github.enxame.protocol.metainfo;

/** Makes text from strangers fit to be shown: on a terminal, in a page, in a log. */
public final class SafeText {
    private SafeText() {}

    /** {@link #clean(String, int)} without a limit: for sentences with strangers' words in them. */
    public static String clean(String text) {
        return clean(text, Integer.MAX_VALUE);
    }

    /**
     * {@code text} with a space in place of each run of line breaks and tabs, without other control and direction
     * characters, without white space around it, cut to {@code maxLength} characters.
     */
    public static String clean(String text, int maxLength) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length() && clean.length() <= maxLength; ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (Character.isWhitespace(character)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (!isUnseen(character)) {
                clean.appendCodePoint(character);
            }
        }
        if (clean.length() > maxLength) {
            clean.setLength(Character.isLowSurrogate(clean.charAt(maxLength)) ? maxLength - 1 : maxLength);
        }
        return clean.toString().strip();
    }

    /**
     * Whether {@code character} is not seen itself and may change how others are: controls, direction marks, half
     * surrogates. The two joiners, which scripts and emoji need, are not counted.
     */
    public static boolean isUnseen(int character) {
        if (character == 0x200C || character == 0x200D) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
