package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One torrent of the tracker's catalogue.
 *
 * @param publishedAt milliseconds since 1970
 * @param publisher the same for all that one publisher published; null where that is not known
 * @param replaced whether the same publisher published another torrent of the same name later
 */
@Json
public record FindingView(
        String infoHash,
        String name,
        String title,
        long length,
        long words,
        int sections,
        long seeds,
        long leeches,
        long publishedAt,
        @Nullable String publisher,
        boolean replaced) {

    /** The answer to a search, best first. */
    @Json
    public record All(List<FindingView> results) {}
}
