package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.PlanBudget;
import io.github.enxame.documents.layout.Titles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sections of a document as ranges of pages with words: in the order of the pages, the first one at the start of the
 * first page, every page in at least one.
 */
final class PageSections {
    private static final int MOST_GROUPS = 24;
    /** A section that starts in the upper sixth of a page has the page to itself; above it is only a running head. */
    private static final float TOP_SHARE = 6;

    private final List<SectionStart> starts;
    private final int pages;

    private PageSections(List<SectionStart> starts, int pages) {
        this.starts = starts;
        this.pages = pages;
    }

    /** Groups of pages without titles. */
    static PageSections ofGroups(int pages, int maxSections) {
        int most = Math.min(MOST_GROUPS, maxSections);
        int group = (pages - 1) / most + 1;
        List<SectionStart> starts = new ArrayList<>();
        for (int page = 0; page < pages; page += group) {
            starts.add(new SectionStart("", new Destination(page, 0)));
        }
        return new PageSections(starts, pages);
    }

    /** Puts starts in order, drops what cannot be told apart, and adds what comes before the first. */
    static PageSections of(List<SectionStart> found, PageList pageList, int maxSections, long fileLength) {
        List<SectionStart> ordered = found.stream()
                .map(start -> new SectionStart(start.title(), snapped(start.start(), pageList)))
                .sorted(Comparator.comparingInt(start -> start.start().page()))
                .toList();
        List<SectionStart> starts = new ArrayList<>();
        Destination first = ordered.getFirst().start();
        if (first.page() > 0 || first.top() > 0) {
            starts.add(new SectionStart("", new Destination(0, 0)));
        }
        for (SectionStart next : ordered) {
            add(starts, next);
        }
        return new PageSections(fitted(starts, maxSections, fileLength), pageList.count());
    }

    /** The number of sections, at least 1. */
    int count() {
        return starts.size();
    }

    String title(int section) {
        return starts.get(section).title();
    }

    int firstPage(int section) {
        return starts.get(section).start().page();
    }

    /** The last page that the section has a part of, at least its first. */
    int lastPage(int section) {
        if (section + 1 == starts.size()) {
            return pages - 1;
        }
        Destination next = starts.get(section + 1).start();
        return Math.max(firstPage(section), next.top() > 0 ? next.page() : next.page() - 1);
    }

    /** Words by section. A page with several sections is divided line by line. */
    long[] words(List<PageText> texts) {
        long[] words = new long[starts.size()];
        int before = 0;
        for (int page = 0; page < texts.size(); page++) {
            int after = before;
            while (after + 1 < starts.size() && firstPage(after + 1) <= page) {
                after++;
            }
            for (TextLine line : texts.get(page).lines()) {
                int section = after;
                while (section > before
                        && firstPage(section) == page
                        && starts.get(section).start().top() > line.top()) {
                    section--;
                }
                words[section] += line.words();
            }
            before = after;
        }
        return words;
    }

    private static Destination snapped(Destination start, PageList pageList) {
        float height = pageList.height(start.page());
        return start.top() * TOP_SHARE <= height ? new Destination(start.page(), 0) : start;
    }

    private static void add(List<SectionStart> starts, SectionStart next) {
        SectionStart last = starts.isEmpty() ? null : starts.getLast();
        if (last == null || last.start().compareTo(next.start()) < 0) {
            starts.add(next);
        } else if (last.start().page() == next.start().page()
                && last.start().top() > next.start().top()) {
            // Two columns: the later section starts higher up. It shares the place, and the words go to it.
            starts.add(new SectionStart(next.title(), last.start()));
        } else {
            starts.set(starts.size() - 1, new SectionStart(joined(last.title(), next.title()), last.start()));
        }
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || first.equals(second) ? second : Titles.clean(first + " · " + second);
    }

    /** Joins neighbours until they are few enough for the plan's size, and cuts titles. */
    private static List<SectionStart> fitted(List<SectionStart> starts, int maxSections, long fileLength) {
        int most = Math.min(maxSections, PlanBudget.maxSections(fileLength));
        int group = (starts.size() - 1) / most + 1;
        List<SectionStart> fewer = new ArrayList<>();
        for (int i = 0; i < starts.size(); i += group) {
            fewer.add(starts.get(i));
        }
        int length =
                PlanBudget.titleLength(fewer.stream().map(SectionStart::title).toList(), fileLength);
        return fewer.stream()
                .map(start -> new SectionStart(Titles.cut(start.title(), length), start.start()))
                .toList();
    }
}
