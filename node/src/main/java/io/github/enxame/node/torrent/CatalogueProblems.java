package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.URI;
import java.util.Map;

/** What to tell people about a tracker's catalogue that did not do what it was asked. */
public final class CatalogueProblems {
    private CatalogueProblems() {}

    /**
     * The problem behind an exception of a catalogue.
     *
     * @param what the name that was asked for; empty where none was
     */
    public static Problem of(CatalogueClientException e, URI tracker, String what) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case UNREACHABLE -> new Problem("tracker_unreachable", message, Map.of("tracker", UrlParts.shown(tracker)));
            case NOT_A_TRACKER, REFUSED, TRACKER_FAILED ->
                new Problem("tracker_refused", message, Map.of("tracker", UrlParts.shown(tracker), "reason", message));
            case NOT_FOUND ->
                what.isEmpty()
                        ? new Problem("not_found", message)
                        : new Problem("no_such_name", message, Map.of("name", what));
            case AMBIGUOUS -> new Problem("ambiguous_name", message, Map.of("name", what));
        };
    }
}
