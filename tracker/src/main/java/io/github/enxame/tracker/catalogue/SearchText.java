package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.metainfo.SafeText;
import io.github.enxame.tracker.catalogue.TextFolding.Word;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what people write into what the full-text index is asked and told; no character of theirs is syntax there. */
final class SearchText {
    /** Longest text to search for, in characters; what is beyond is not looked at. */
    static final int MAX_LENGTH = 500;
    /** Most words searched for. */
    static final int MAX_WORDS = 8;
    /** Longest name or title kept, in characters. */
    static final int MAX_SHOWN_LENGTH = 255;
    /** Most characters of a run without blanks that are searched for. */
    static final int MAX_RUN_LENGTH = 32;

    private static final int MAX_INDEXED_WORDS = 256;
    private static final int MAX_READ_LENGTH = 4096;

    private SearchText() {}

    /**
     * A full-text query for texts that have each word of {@code text}: a word that starts so, or, in a script without blanks,
     * the characters one after the other anywhere. Empty if there is no word.
     */
    static Optional<String> query(String text) {
        List<Word> words = TextFolding.words(key(cut(text, MAX_LENGTH)), MAX_WORDS);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream().map(SearchText::term).distinct().collect(Collectors.joining(" AND ")));
    }

    private static String term(Word word) {
        return word.withoutBlanks()
                ? '"'
                        + String.join(
                                " ",
                                word.characters().stream().limit(MAX_RUN_LENGTH).toList())
                        + '"'
                : '"' + word.characters().getFirst() + "\"*";
    }

    /** What the index is told of a name or title: its words with blanks between them. */
    static String indexed(String text) {
        return TextFolding.words(key(text), MAX_INDEXED_WORDS).stream()
                .flatMap(word -> word.characters().stream())
                .collect(Collectors.joining(" "));
    }

    /** Equal for names that people call the same. */
    static String key(String name) {
        return TextFolding.fold(name.strip());
    }

    /** A name or title fit to be kept and shown on one line, accents as one character with their letter. */
    static String shown(String text) {
        return SafeText.clean(Normalizer.normalize(cut(text, MAX_READ_LENGTH), Normalizer.Form.NFC), MAX_SHOWN_LENGTH);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
