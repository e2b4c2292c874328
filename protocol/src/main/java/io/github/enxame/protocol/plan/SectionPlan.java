package io.github.enxame.protocol.plan;

import java.util.List;

/**
 * Where the sections of a single-file torrent's document lie. Every byte of the file belongs to exactly one section. The
 * plan is a function of the file's bytes and name alone, so whoever shares a document makes the same info-hash.
 *
 * @param sections the sections in reading order, at least one; with {@code spine} the first is the spine
 * @param spine whether the first section is the spine: the bytes that a viewer needs before it can show any page (a PDF's
 *     header, catalogue, cross-reference and trailer)
 */
public record SectionPlan(List<Section> sections, boolean spine) {
    /** Most sections a plan may have. */
    public static final int MAX_SECTIONS = 4096;

    public SectionPlan {
        sections = List.copyOf(sections);
        if (sections.isEmpty() || sections.size() > MAX_SECTIONS) {
            throw new IllegalArgumentException("a plan has 1 to " + MAX_SECTIONS + " sections, not " + sections.size());
        }
    }

    /** The number of words in all sections. */
    public long words() {
        return sections.stream().mapToLong(Section::words).sum();
    }
}
