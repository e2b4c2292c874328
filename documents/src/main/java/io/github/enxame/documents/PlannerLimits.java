package io.github.enxame.documents;

import io.github.enxame.protocol.plan.SectionPlan;

/**
 * How much work one plan may cost. All but the last are counted, not timed, so that the same file gives the same plan on
 * every machine; {@code maxSeconds} is the fence behind them, for a file that makes a parser hang.
 *
 * @param maxPdfBytes a larger PDF is divided by size
 * @param maxTextBytes a larger text or Markdown file is divided by size; such a file is held in memory while it is planned
 * @param maxObjects most objects of a PDF
 * @param maxPages most pages of a PDF
 * @param maxReadBytes most bytes read from a PDF, counted as often as they are read
 * @param maxStreamBytes most bytes one stream of a PDF may decode to
 * @param maxDecodedBytes most bytes that all streams of a PDF may decode to
 * @param maxSteps most operators, glyphs and references followed in a PDF
 * @param maxSections most sections in a plan, without the spine
 * @param maxSeconds the fence, in seconds of wall clock
 */
public record PlannerLimits(
        long maxPdfBytes,
        int maxTextBytes,
        int maxObjects,
        int maxPages,
        long maxReadBytes,
        int maxStreamBytes,
        long maxDecodedBytes,
        long maxSteps,
        int maxSections,
        int maxSeconds) {
    private static final int MIB = 1 << 20;

    public PlannerLimits {
        if (maxPdfBytes < 0
                || maxTextBytes < 0
                || maxObjects < 1
                || maxPages < 1
                || maxReadBytes < 1
                || maxStreamBytes < 1
                || maxDecodedBytes < 1
                || maxSteps < 1
                || maxSections < 1
                || maxSections >= SectionPlan.MAX_SECTIONS
                || maxSeconds < 1) {
            throw new IllegalArgumentException("planner limit out of range");
        }
    }

    /** Limits under which a book of some thousand pages is planned whole, in seconds and within about 256 MiB of heap. */
    public static PlannerLimits standard() {
        return new PlannerLimits(
                256L * MIB, 8 * MIB, 500_000, 10_000, 1024L * MIB, 32 * MIB, 512L * MIB, 30_000_000, 256, 60);
    }
}
