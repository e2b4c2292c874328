package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;

/** Searches a tracker's catalogue. */
public final class Searches {
    private static final int MOST_RESULTS = 50;

    private Searches() {}

    /** What the catalogue has for these words, best first; the newest for none. Blocks. */
    public static FindingView.All search(CatalogueClient catalogue, String text) throws ProblemException {
        try {
            return new FindingView.All(catalogue.search(text, MOST_RESULTS).stream()
                    .map(Searches::view)
                    .toList());
        } catch (CatalogueClientException e) {
            throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), ""), e);
        }
    }

    private static FindingView view(TorrentEntry entry) {
        return new FindingView(
                entry.infoHash(),
                entry.name(),
                entry.title(),
                entry.length(),
                entry.words(),
                entry.sections(),
                entry.seeds(),
                entry.leeches(),
                entry.publishedAt(),
                entry.publisher(),
                entry.replaced());
    }
}
