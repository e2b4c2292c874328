package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Titles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Guesses headings where a document has no outline: short lines that are larger than the running text, or bold ones that
 * start with a number or are all capitals.
 */
final class Headings {
    private static final int FEWEST = 3;
    private static final int MOST = 100;
    private static final int MAX_WORDS = 16;
    /** Longest line that may be a heading, in characters. */
    static final int MAX_LENGTH = 100;

    private static final int RUNNING = 3;
    private static final float LARGER = 1.15f;
    private static final float SAME_BLOCK = 2.2f;
    private static final Pattern NUMBERED = Pattern.compile("^\\d{1,2}(\\.\\d{1,2})?\\.?\\s+\\p{Lu}.*");
    private static final Pattern CONTENTS_ENTRY = Pattern.compile(".*(\\.\\s?){4,}.*|.*\\s\\d+$");

    private final List<PageText> pages;
    private final int bodySize;
    private final Map<String, Integer> repeats = new HashMap<>();

    private Headings(List<PageText> pages) {
        this.pages = pages;
        this.bodySize = bodySize(pages);
        for (PageText page : pages) {
            page.lines().stream()
                    .map(line -> line.text().strip())
                    .distinct()
                    .forEach(text -> repeats.merge(text, 1, Integer::sum));
        }
    }

    /** The starts of the sections, or an empty list if there are no convincing headings. */
    static List<SectionStart> find(List<PageText> pages) {
        return new Headings(pages).bySize();
    }

    private List<SectionStart> bySize() {
        TreeMap<Integer, List<Heading>> sizes = new TreeMap<>();
        for (int page = 0; page < pages.size(); page++) {
            collect(page, sizes);
        }
        List<Heading> chosen = new ArrayList<>();
        for (List<Heading> level : sizes.descendingMap().values()) {
            if (chosen.size() + level.size() > MOST || (chosen.size() >= FEWEST && !lopsided(chosen))) {
                break;
            }
            chosen.addAll(level);
            chosen.sort((a, b) -> a.start.compareTo(b.start));
        }
        if (chosen.size() < FEWEST) {
            return List.of();
        }
        return chosen.stream()
                .map(heading -> new SectionStart(Titles.clean(heading.text), heading.start))
                .toList();
    }

    private boolean lopsided(List<Heading> headings) {
        int longest = 0;
        int from = 0;
        for (Heading heading : headings) {
            longest = Math.max(longest, heading.start.page() - from);
            from = heading.start.page();
        }
        return 2 * Math.max(longest, pages.size() - from) > pages.size();
    }

    private void collect(int page, Map<Integer, List<Heading>> sizes) {
        Heading last = new Heading("", new Destination(page, 0), 0, -1000);
        for (TextLine line : pages.get(page).lines()) {
            int size = rank(line);
            if (size == 0) {
                continue;
            }
            float start = Math.max(0, line.top() - line.size());
            boolean continues = size == last.size
                    && line.top() > last.baseline
                    && line.top() - last.baseline < SAME_BLOCK * line.size();
            List<Heading> level = sizes.computeIfAbsent(size, key -> new ArrayList<>());
            if (continues) {
                level.removeLast();
                last = new Heading(last.text + " " + line.text(), last.start, size, line.top());
            } else {
                last = new Heading(line.text(), new Destination(page, start), size, line.top());
            }
            level.add(last);
        }
    }

    /** How prominent a heading a line is, 0 if it is none. */
    private int rank(TextLine line) {
        String text = line.text().strip();
        boolean shape = text.length() >= 2
                && text.length() <= MAX_LENGTH
                && line.words() <= MAX_WORDS
                && letters(text) >= 2
                && repeats.getOrDefault(text, 0) < RUNNING
                && !CONTENTS_ENTRY.matcher(text).matches();
        if (!shape) {
            return 0;
        }
        int size = half(line.size());
        if (size >= bodySize * LARGER) {
            return size;
        }
        boolean marked = line.bold() && (NUMBERED.matcher(text).matches() || capitals(text));
        return marked && size >= bodySize ? size : 0;
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetter).count();
    }

    private static boolean capitals(String text) {
        return text.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
    }

    /** The size that most words have, in half points. */
    private static int bodySize(List<PageText> pages) {
        TreeMap<Integer, Long> words = new TreeMap<>();
        for (PageText page : pages) {
            for (TextLine line : page.lines()) {
                words.merge(half(line.size()), (long) line.words(), Long::sum);
            }
        }
        return words.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static int half(float size) {
        return Math.round(Math.min(size, 10_000) * 2);
    }

    private record Heading(String text, Destination start, int size, float baseline) {}
}
