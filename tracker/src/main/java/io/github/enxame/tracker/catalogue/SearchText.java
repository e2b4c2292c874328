package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.metainfo.SafeText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what people write into what the full-text index is asked and told; no character of theirs is syntax there. */
final class SearchText {
    /** Longest text to search for, in characters; what is beyond is not looked at. */
    static final int MAX_LENGTH = 500;
    /** Most words searched for. */
    static final int MAX_WORDS = 16;
    /** Longest name or title kept, in characters. */
    static final int MAX_SHOWN_LENGTH = 255;

    private static final int MAX_LOOKED_AT = 4096;

    private SearchText() {}

    /** A full-text query for texts with a word that starts with each word of {@code text}; empty if there is no word. */
    static Optional<String> query(String text) {
        List<String> words = words(text);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" AND ")));
    }

    private static List<String> words(String text) {
        String shortened = composed(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        shortened.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || isMark(c)) {
                word.appendCodePoint(c);
            } else {
                flush(word, words);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty() && words.size() < MAX_WORDS) {
            words.add(word.toString());
        }
        word.setLength(0);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Accents as one character with their letter, whichever way they came: some systems write file names the other way. */
    static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A name or title fit to be kept and shown on one line. */
    static String shown(String text) {
        return SafeText.clean(
                composed(text.length() > MAX_LOOKED_AT ? text.substring(0, MAX_LOOKED_AT) : text), MAX_SHOWN_LENGTH);
    }
}
