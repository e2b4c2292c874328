package io.github.enxame.tracker.catalogue;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes texts that people would call the same the same: case, accents and forms of a character do not count. Cuts a text
 * into words; a script that is written without blanks between words counts each character as one.
 */
final class TextFolding {
    private static final int LONG_VOWEL_MARK = 0x30FC;

    private TextFolding() {}

    /**
     * A run of letters and digits.
     *
     * @param characters its characters with their marks, one by one, where its script has no blanks; else the one word
     */
    record Word(List<String> characters, boolean withoutBlanks) {}

    /** {@code text} without case, accents and forms of its characters. */
    static String fold(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        // Upper case first: only there are the Turkish letters, sharp s and long s one with those they are looked for
        // by.
        String lower = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(lower.length());
        Normalizer.normalize(lower, Normalizer.Form.NFD).codePoints().forEach(c -> {
            if (Character.getType(c) != Character.NON_SPACING_MARK || keepsMarks(c)) {
                append(bare, c);
            }
        });
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    /** Letters that have no accent to be taken off, as those write them who lack their keys. */
    private static void append(StringBuilder out, int c) {
        switch (c) {
            case 'ø' -> out.append('o');
            case 'đ', 'ð' -> out.append('d');
            case 'ł' -> out.append('l');
            case 'æ' -> out.append("ae");
            case 'œ' -> out.append("oe");
            case 'þ' -> out.append("th");
            case 'ς' -> out.append('σ');
            default -> out.appendCodePoint(c);
        }
    }

    /** Whether a mark belongs to its letter: all but accents of European letters, Hebrew points and Arabic vowel signs. */
    private static boolean keepsMarks(int mark) {
        return switch (UnicodeScript.of(mark)) {
            case INHERITED, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, SYRIAC -> isKanaMark(mark);
            default -> true;
        };
    }

    private static boolean isKanaMark(int mark) {
        return mark == 0x3099 || mark == 0x309A;
    }

    /** The words of a folded text, at most {@code most}. */
    static List<Word> words(String folded, int most) {
        List<Word> words = new ArrayList<>();
        List<String> run = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int[] characters = folded.codePoints().toArray();
        for (int i = 0; i <= characters.length && words.size() < most; i++) {
            int c = i < characters.length ? characters[i] : ' ';
            boolean mark = isMark(c);
            boolean blankless = mark ? !run.isEmpty() : isWrittenWithoutBlanks(c);
            boolean part = mark || Character.isLetterOrDigit(c);
            if (!run.isEmpty() && (!part || !blankless)) {
                words.add(new Word(List.copyOf(run), true));
                run.clear();
            }
            if (!word.isEmpty() && (!part || blankless)) {
                words.add(new Word(List.of(word.toString()), false));
                word.setLength(0);
            }
            if (part && blankless) {
                add(run, c, mark);
            } else if (part) {
                word.appendCodePoint(c);
            }
        }
        return words.size() > most ? words.subList(0, most) : words;
    }

    private static void add(List<String> run, int c, boolean mark) {
        if (mark) {
            run.set(run.size() - 1, run.getLast() + Character.toString(c));
        } else {
            run.add(Character.toString(c));
        }
    }

    private static boolean isWrittenWithoutBlanks(int c) {
        if (!Character.isLetter(c)) {
            return false;
        }
        return c == LONG_VOWEL_MARK
                || switch (UnicodeScript.of(c)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TAI_LE, NEW_TAI_LUE, TAI_THAM -> true;
                    default -> false;
                };
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
