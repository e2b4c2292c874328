package io.github.enxame.documents.text;

import io.github.enxame.documents.layout.ByteRuns;
import io.github.enxame.documents.layout.PlanBudget;
import io.github.enxame.documents.layout.Titles;
import io.github.enxame.documents.layout.Words;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.ArrayList;
import java.util.List;

/** Turns the places where a text's sections start into its plan. */
final class TextSections {
    private TextSections() {}

    /** Most sections that a text of {@code length} bytes may have. */
    static int most(int maxSections, long length) {
        return Math.min(maxSections, PlanBudget.maxSections(length));
    }

    /** The plan of a file of {@code length} bytes whose sections start at ascending, different marks. */
    static SectionPlan plan(TextFile file, List<TextMark> found, int maxSections, long length) {
        List<TextMark> marks = fewer(complete(file, found), most(maxSections, length));
        int titleLength =
                PlanBudget.titleLength(marks.stream().map(TextMark::title).toList(), length);
        long[] starts = new long[marks.size()];
        long[] words = new long[marks.size()];
        int[] owners = new int[marks.size()];
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            int start = marks.get(i).index();
            int end = i + 1 < marks.size()
                    ? marks.get(i + 1).index()
                    : file.text().length();
            words[i] = Words.count(file.text().subSequence(start, end));
            titles.add(Titles.cut(marks.get(i).title(), titleLength));
            owners[i] = i;
            if (i > 0) {
                int previous = marks.get(i - 1).index();
                starts[i] = starts[i - 1] + (i == 1 ? file.offset() : 0) + file.bytes(previous, start);
            }
        }
        return PlanBudget.plan(titles, words, ByteRuns.of(starts, owners, length), false, length);
    }

    /** Adds what comes before the first mark as a section without title; white space joins the first. */
    private static List<TextMark> complete(TextFile file, List<TextMark> found) {
        List<TextMark> marks = new ArrayList<>(found);
        if (marks.isEmpty()) {
            marks.add(new TextMark(0, ""));
        } else if (Words.count(file.text().subSequence(0, marks.getFirst().index())) == 0) {
            marks.set(0, new TextMark(0, marks.getFirst().title()));
        } else {
            marks.addFirst(new TextMark(0, ""));
        }
        return marks;
    }

    private static List<TextMark> fewer(List<TextMark> marks, int most) {
        int group = (marks.size() - 1) / most + 1;
        List<TextMark> fewer = new ArrayList<>();
        for (int i = 0; i < marks.size(); i += group) {
            fewer.add(marks.get(i));
        }
        return fewer;
    }
}
