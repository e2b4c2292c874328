package io.github.enxame.documents.layout;

import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.util.ArrayList;
import java.util.List;

/** Divides a file that has no structure that we can read into equal runs of whole 16 KiB blocks. */
public final class SizePlan {
    /** The number of sections at most. */
    public static final int MAX_SECTIONS = 64;

    private static final long BLOCK = 16_384;

    private SizePlan() {}

    /**
     * The plan of a file of {@code length} bytes, at least 1: sections without title and words, all of the same length but
     * the last, which may be shorter.
     */
    public static SectionPlan of(long length) {
        long blocks = (length - 1) / BLOCK + 1;
        long step = ((blocks - 1) / MAX_SECTIONS + 1) * BLOCK;
        List<Section> sections = new ArrayList<>();
        for (long offset = 0; offset < length; offset += step) {
            sections.add(new Section("", 0, List.of(new Span(offset, Math.min(step, length - offset)))));
        }
        return new SectionPlan(sections, false);
    }
}
