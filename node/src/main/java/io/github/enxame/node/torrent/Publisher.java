package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;

/** Puts a .torrent into a tracker's catalogue. */
public final class Publisher {
    private Publisher() {}

    /** Publishes a .torrent; one that is there already stays as it was. Blocks. */
    public static void publish(CatalogueClient catalogue, Metainfo metainfo, String title) throws ProblemException {
        try {
            catalogue.publish(metainfo.encode(), title);
        } catch (CatalogueClientException e) {
            throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), ""), e);
        }
    }
}
