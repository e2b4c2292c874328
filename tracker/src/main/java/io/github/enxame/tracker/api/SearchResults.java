package io.github.enxame.tracker.api;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What a search found, best first.
 *
 * @param results the torrents
 */
@Json
public record SearchResults(List<TorrentEntry> results) {
    public SearchResults {
        results = List.copyOf(results);
    }
}
