package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tests of the catalogue publish. */
final class Publications {
    private Publications() {}

    static Publication publish(Catalogue catalogue, byte[] torrent, String title, long nowMillis)
            throws CatalogueException {
        return publish(catalogue, torrent, title, nowMillis, null, null);
    }

    static Publication publish(
            Catalogue catalogue,
            byte[] torrent,
            String title,
            long nowMillis,
            @Nullable PublisherKey key,
            @Nullable String network)
            throws CatalogueException {
        return catalogue.publish(new Submission(
                torrent, title, Optional.ofNullable(key), Optional.ofNullable(network), nowMillis, _ -> false));
    }

    static PublisherKey key(int number) {
        return PublisherKey.parse("%064x".formatted(number)).orElseThrow();
    }

    static List<String> names(List<CatalogueEntry> entries) {
        return entries.stream().map(CatalogueEntry::name).toList();
    }
}
