package io.github.enxame.documents.layout;

import io.github.enxame.protocol.metainfo.SectionPlanCodec;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a plan may be: one hundredth of its document, 2 KiB at least. Titles and sections come first, then as many
 * spans as fit.
 */
public final class PlanBudget {
    private static final long LEAST_BYTES = 2048;
    /** Key and length that the info dictionary adds. */
    private static final int FRAME_BYTES = 24;

    private static final int[] TITLE_LENGTHS = {Section.MAX_TITLE_LENGTH, 80, 60, 40, 24};

    private PlanBudget() {}

    /** Most bytes of the encoded plan of a file of {@code length} bytes, what encloses it left out. */
    public static long maxBytes(long length) {
        return Math.clamp(length / 100, LEAST_BYTES, SectionPlanCodec.MAX_BYTES / 2L) - FRAME_BYTES;
    }

    /** Puts titles, words and bytes together and thins the spans out until the plan fits. The spine is owner 0. */
    public static SectionPlan plan(List<String> titles, long[] words, ByteRuns runs, boolean spine, long fileLength) {
        ByteRuns fitting = runs;
        SectionPlan plan = assemble(titles, words, fitting, spine);
        while (SectionPlanCodec.encode(plan, fileLength).length > maxBytes(fileLength)) {
            ByteRuns fewer = fitting.reducedTo(fitting.count() * 7 / 8);
            if (fewer.count() == fitting.count()) {
                break;
            }
            fitting = fewer;
            plan = assemble(titles, words, fitting, spine);
        }
        return plan;
    }

    /**
     * The length to which titles are to be cut so that together they take at most three fifths of the plan; the shortest
     * there is if not even that is enough.
     */
    public static int titleLength(List<String> titles, long fileLength) {
        for (int maxLength : TITLE_LENGTHS) {
            long bytes = 0;
            for (String title : titles) {
                bytes += Titles.cut(title, maxLength).getBytes(StandardCharsets.UTF_8).length + 10;
            }
            if (bytes <= maxBytes(fileLength) * 3 / 5) {
                return maxLength;
            }
        }
        return TITLE_LENGTHS[TITLE_LENGTHS.length - 1];
    }

    /** Most sections whose titles and first spans still fit, at least 1. */
    public static int maxSections(long fileLength) {
        return (int) Math.min(SectionPlan.MAX_SECTIONS - 1, maxBytes(fileLength) / 45);
    }

    private static SectionPlan assemble(List<String> titles, long[] words, ByteRuns runs, boolean spine) {
        List<List<Span>> spans = runs.spans(titles.size());
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            sections.add(new Section(titles.get(i), words[i], spans.get(i)));
        }
        return new SectionPlan(sections, spine);
    }
}
