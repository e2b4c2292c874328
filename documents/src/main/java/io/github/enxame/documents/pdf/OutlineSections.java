package io.github.enxame.documents.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the level of an outline that makes good sections: the highest, but one deeper where it has only one or two
 * entries, or where one entry would hold more than half of the document.
 */
final class OutlineSections {
    private static final int MAX_STEPS_DOWN = 5;
    private static final int FEW = 2;

    /** A shorter document is well served by one section. */
    private static final int FEWEST_PAGES = 8;

    /** An outline with one section that is longer than this share of the pages divides nothing. */
    private static final double MAX_UNDIVIDED_SHARE = 0.9;

    /** Turns a distance from the page's top into a fraction of a page, roughly. */
    private static final float POINTS_PER_PAGE = 1000;

    private OutlineSections() {}

    /** The sections' starts in the outline's order; empty if the outline is. */
    static List<SectionStart> choose(List<OutlineEntry> outline, int pages, int maxSections) {
        List<OutlineEntry> level = outline;
        for (int i = 0; i < MAX_STEPS_DOWN; i++) {
            List<OutlineEntry> deeper = deeper(level, pages);
            if (deeper.equals(level) || deeper.size() > maxSections) {
                break;
            }
            level = deeper;
        }
        return level.stream()
                .map(entry -> new SectionStart(entry.title(), entry.start()))
                .toList();
    }

    /** Whether sections that start so divide a document at all: else nearly all of it would be one section. */
    static boolean divide(List<SectionStart> starts, int pages) {
        if (starts.isEmpty()) {
            return false;
        }
        int[] borders = IntStream.concat(IntStream.of(0, pages), starts.stream().mapToInt(start -> start.start()
                        .page()))
                .sorted()
                .toArray();
        int longest = 0;
        for (int i = 1; i < borders.length; i++) {
            longest = Math.max(longest, borders[i] - borders[i - 1]);
        }
        return pages < FEWEST_PAGES || longest <= pages * MAX_UNDIVIDED_SHARE;
    }

    /**
     * Whether sections that start so, which do not divide a document, are still of more use than groups of pages without
     * titles: they lead to more than one page, and the long one has a title.
     */
    static boolean describe(List<SectionStart> starts, int pages) {
        int[] places = starts.stream()
                .mapToInt(start -> start.start().page())
                .distinct()
                .sorted()
                .toArray();
        return places.length > 1 && places[0] <= pages * MAX_UNDIVIDED_SHARE;
    }

    private static List<OutlineEntry> deeper(List<OutlineEntry> level, int pages) {
        boolean all = level.size() <= FEW;
        int largest = largest(level, pages);
        List<OutlineEntry> deeper = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            if (all || i == largest) {
                expand(level.get(i), deeper);
            } else {
                deeper.add(level.get(i));
            }
        }
        return deeper;
    }

    /** The entry that holds more than half of the document, or -1. */
    private static int largest(List<OutlineEntry> level, int pages) {
        for (int i = 0; i < level.size(); i++) {
            float end = i + 1 < level.size() ? place(level.get(i + 1)) : pages;
            if (2 * (end - place(level.get(i))) > pages) {
                return i;
            }
        }
        return -1;
    }

    private static float place(OutlineEntry entry) {
        return entry.start().page() + Math.min(1, entry.start().top() / POINTS_PER_PAGE);
    }

    private static void expand(OutlineEntry entry, List<OutlineEntry> into) {
        List<OutlineEntry> children = entry.children();
        if (children.isEmpty()) {
            into.add(entry);
            return;
        }
        OutlineEntry first = children.getFirst();
        if (first.start().page() > entry.start().page()) {
            into.add(new OutlineEntry(entry.title(), entry.start(), List.of()));
            into.add(first);
        } else {
            into.add(new OutlineEntry(first.title(), entry.start(), first.children()));
        }
        into.addAll(children.subList(1, children.size()));
    }
}
