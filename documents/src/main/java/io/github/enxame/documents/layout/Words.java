package io.github.enxame.documents.layout;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Finds words as readers count them, whatever the locale: runs of characters without white space that have a letter or a
 * digit. Scripts that are written without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are divided by ICU's
 * dictionaries, which come with its jar (Unicode Standard Annex 29).
 */
public final class Words {
    /** Is told of each word. */
    @FunctionalInterface
    public interface Taker {
        /** A word, from its first character to the one after its last. */
        void word(int start, int end);
    }

    private static final char ZERO_WIDTH_SPACE = 0x200B;

    /** The first character of a script without blanks. */
    private static final int FIRST_WITHOUT_BLANKS = 0x0E00;

    private Words() {}

    /** The number of words in a text. */
    public static int count(CharSequence text) {
        int[] count = new int[1];
        each(text, (start, end) -> count[0]++);
        return count[0];
    }

    /** Tells of each word of a text in turn. */
    public static void each(CharSequence text, Taker taker) {
        int length = text.length();
        for (int start = 0; start < length; ) {
            int end = start;
            boolean spoken = false;
            boolean joined = false;
            while (end < length && !divides(text.charAt(end))) {
                int letter = Character.codePointAt(text, end);
                if (letter >= FIRST_WITHOUT_BLANKS && hasNoBlanks(letter)) {
                    joined = true;
                } else {
                    spoken |= UCharacter.isLetterOrDigit(letter);
                }
                end += Character.charCount(letter);
            }
            if (joined) {
                divide(text, start, end, taker);
            } else if (spoken) {
                taker.word(start, end);
            }
            start = end + 1;
        }
    }

    /** The zero-width space shows where words end that are printed without blanks. */
    private static boolean divides(char c) {
        return c == ZERO_WIDTH_SPACE || isSpace(c);
    }

    private static void divide(CharSequence text, int from, int to, Taker taker) {
        BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);
        words.setText(text.subSequence(from, to).toString());
        int start = words.first();
        for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
            if (words.getRuleStatus() != BreakIterator.WORD_NONE) {
                taker.word(from + start, from + end);
            }
            start = end;
        }
    }

    private static boolean hasNoBlanks(int letter) {
        return switch (UScript.getScript(letter)) {
            case UScript.HAN,
                    UScript.HIRAGANA,
                    UScript.KATAKANA,
                    UScript.THAI,
                    UScript.LAO,
                    UScript.KHMER,
                    UScript.MYANMAR -> UCharacter.isLetterOrDigit(letter);
            default -> false;
        };
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
