package io.github.enxame.protocol.plan;

import java.util.List;

/**
 * One part of a document that a reader would call by a name: a chapter, a heading's text, or, where the document has no
 * structure, a run of words.
 *
 * @param title what the document calls it; empty for the spine and for sections that have no name
 * @param words number of words a reader sees in it, at least 0
 * @param spans the bytes it needs beyond the spine, in ascending order, not touching each other, at least one
 */
public record Section(String title, long words, List<Span> spans) {
    /** Longest title kept, in characters. */
    public static final int MAX_TITLE_LENGTH = 120;

    public Section {
        spans = List.copyOf(spans);
        if (words < 0 || spans.isEmpty() || title.length() > MAX_TITLE_LENGTH) {
            throw new IllegalArgumentException("section out of range: " + title);
        }
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).offset() <= spans.get(i - 1).end()) {
                throw new IllegalArgumentException("spans of a section must ascend and not touch: " + title);
            }
        }
    }

    /** The number of bytes in all spans. */
    public long bytes() {
        return spans.stream().mapToLong(Span::length).sum();
    }
}
