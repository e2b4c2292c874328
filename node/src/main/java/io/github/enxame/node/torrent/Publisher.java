package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.util.Optional;

/** Puts a .torrent into a tracker's catalogue. */
public final class Publisher {
    private Publisher() {}

    /**
     * Publishes a .torrent; one that somebody else published stays as it was. Blocks.
     *
     * @param key by which it can be withdrawn; empty where it cannot
     */
    public static void publish(CatalogueClient catalogue, Metainfo metainfo, String title, Optional<PublisherKey> key)
            throws ProblemException {
        try {
            catalogue.publish(metainfo.encode(), title, key);
        } catch (CatalogueClientException e) {
            throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), ""), e);
        }
    }
}
