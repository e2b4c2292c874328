package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import io.github.enxame.engine.PeerSnapshot;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.protocol.url.UnusableUrl;
import java.util.List;

/**
 * What keeps trackers and web servers of a torrent from helping.
 *
 * @param failures why web servers give nothing now, each the rest of a sentence; the server's own words in part
 * @param unusable trackers and web seeds that cannot be used at all
 */
@Json
public record SourcesView(List<String> failures, List<InspectView.UnusablePart> unusable) {
    /** Most failures that are shown. */
    public static final int MAX_FAILURES = 5;

    static final SourcesView NONE = new SourcesView(List.of(), List.of());

    static SourcesView of(Snapshot snapshot, List<UnusableUrl> unusable) {
        return new SourcesView(
                snapshot.peers().stream()
                        .map(PeerSnapshot::serverFailure)
                        .filter(failure -> !failure.isEmpty())
                        .limit(MAX_FAILURES)
                        .toList(),
                unusable.stream().map(TorrentViews::unusable).toList());
    }
}
