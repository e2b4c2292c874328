package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * One torrent of the tracker's catalogue.
 *
 * @param publishedAt milliseconds since 1970
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
        long publishedAt) {

    /** The answer to a search, best first. */
    @Json
    public record All(List<FindingView> results) {}
}
