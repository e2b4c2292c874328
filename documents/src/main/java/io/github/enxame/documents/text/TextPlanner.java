package io.github.enxame.documents.text;

import io.github.enxame.documents.layout.Draft;
import io.github.enxame.documents.layout.Titles;
import io.github.enxame.documents.layout.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plans plain text: by what looks like headings, else by runs of about 500 words that end with a paragraph. */
public final class TextPlanner {
    private static final int FEWEST_HEADINGS = 3;
    private static final int MAX_HEADING_LENGTH = 80;
    private static final int WORDS = 500;
    private static final Pattern NUMBERED =
            Pattern.compile("(\\d{1,2}|[IVXLC]{1,6})(\\.\\d{1,2})?[.):]?\\s+\\p{Lu}.*[^.;,]");
    private static final Pattern NAMED = Pattern.compile(
            "((cap[ií]tulo|chapter|chapitre|kapitel|capitolo|глава|parte|part|se[cç][aã]o|section|ap[eê]ndice|appendix|anexo)\\s+\\S.*"
                    + "|第[\\p{IsHan}\\d]{1,8}[章节節回部篇].*|제\\d{1,3}[장절].*)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}|~{3,}");

    private final int maxSections;

    /** Plans texts into at most {@code maxSections} sections. */
    public TextPlanner(int maxSections) {
        this.maxSections = maxSections;
    }

    /** Plans a text; empty if the bytes, at least one, are not text. */
    public Optional<Draft> plan(byte[] bytes) {
        return TextFile.decode(bytes).map(file -> {
            List<TextMark> headings = headings(file.text());
            List<TextMark> marks = headings.size() < FEWEST_HEADINGS || lopsided(headings, file.text())
                    ? runs(file, bytes.length)
                    : headings;
            return new Draft(TextSections.plan(file, marks, maxSections, bytes.length), "", Optional.empty());
        });
    }

    private static boolean lopsided(List<TextMark> marks, String text) {
        int longest = marks.getFirst().index();
        for (int i = 0; i < marks.size(); i++) {
            int end = i + 1 < marks.size() ? marks.get(i + 1).index() : text.length();
            longest = Math.max(longest, end - marks.get(i).index());
        }
        return longest > text.length() * 3L / 4;
    }

    private static List<TextMark> headings(String text) {
        List<TextMark> marks = new ArrayList<>();
        boolean afterBlank = true;
        for (int start = 0; start < text.length(); ) {
            int end = lineEnd(text, start);
            int next = nextLine(text, end);
            String line = end - start > MAX_HEADING_LENGTH
                    ? ""
                    : text.substring(start, end).strip();
            if (afterBlank && !line.isEmpty() && isHeading(line, text, next)) {
                marks.add(new TextMark(start, Titles.clean(line)));
            }
            afterBlank = end - start < MAX_HEADING_LENGTH && line.isEmpty();
            start = next;
        }
        return marks;
    }

    private static boolean isHeading(String line, String text, int next) {
        int end = lineEnd(text, next);
        String after = end - next > 2 * MAX_HEADING_LENGTH
                ? "."
                : text.substring(next, end).strip();
        if (UNDERLINE.matcher(after).matches()) {
            return letters(line) > 0;
        }
        return after.isEmpty()
                && (NUMBERED.matcher(line).matches() || NAMED.matcher(line).matches() || isCapitals(line));
    }

    private static boolean isCapitals(String line) {
        return letters(line) >= 3
                && line.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
    }

    private static long letters(String line) {
        return line.codePoints().filter(Character::isLetter).count();
    }

    /** Ends a run at the first paragraph after enough words; at a line's or a word's end if none comes soon. */
    private List<TextMark> runs(TextFile file, long length) {
        String text = file.text();
        int most = TextSections.most(maxSections, length);
        int enough = Math.max(WORDS, Words.count(text) / most + 1);
        Runs runs = new Runs(text, enough);
        Words.each(text, runs);
        return runs.marks;
    }

    /** Divides a text word by word. */
    private static final class Runs implements Words.Taker {
        private final String text;
        private final int enough;
        private final List<TextMark> marks = new ArrayList<>(List.of(new TextMark(0, "")));
        private int words;
        private int last;

        Runs(String text, int enough) {
            this.text = text;
            this.enough = enough;
        }

        @Override
        public void word(int start, int end) {
            int breaks = breaks(last, start);
            boolean ends =
                    breaks >= 2 ? words >= enough : breaks == 1 ? words >= enough * 3L / 2 : words >= enough * 2L;
            if (ends) {
                marks.add(new TextMark(beginning(start), ""));
                words = 0;
            }
            words++;
            last = end;
        }

        private int breaks(int from, int to) {
            int breaks = 0;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                    breaks++;
                }
            }
            return breaks;
        }

        /** What stands before a word without a blank, as a quotation mark does, belongs to it. */
        private int beginning(int start) {
            int from = start;
            while (from > last && !Words.isSpace(text.charAt(from - 1))) {
                from--;
            }
            return from > last ? from : start;
        }
    }

    private static int lineEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private static int nextLine(String text, int end) {
        boolean pair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
        return Math.min(text.length(), end + (pair ? 2 : 1));
    }
}
