package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a torrent; what is null stays as it is.
 *
 * @param files the indexes of the files that are wanted, no others
 * @param below where only files whose index is below this are chosen, and the others stay as they are; null for all
 * @param first those of them that go before the others; without {@code files} it says nothing
 * @param sections the indexes of the sections that go before all else, in this order; empty for none
 */
@Json
public record SelectionWanted(
        @Nullable List<Integer> files,
        @Nullable Integer below,
        @Nullable List<Integer> first,
        @Nullable List<Integer> sections) {
    /** Refuses lists with holes. */
    public SelectionWanted {
        files = files == null ? null : List.copyOf(files);
        first = first == null ? null : List.copyOf(first);
        sections = sections == null ? null : List.copyOf(sections);
    }
}
