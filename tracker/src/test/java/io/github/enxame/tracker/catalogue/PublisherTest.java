package io.github.enxame.tracker.catalogue;

import static io.github.enxame.tracker.catalogue.Publications.key;
import static io.github.enxame.tracker.catalogue.Publications.names;
import static io.github.enxame.tracker.catalogue.Publications.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key lets its publisher do, and nobody else. */
class PublisherTest {
    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD, 0);
    }

    @Test
    void the_same_publisher_updates_and_nobody_else_does() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf");
        InfoHash infoHash = Torrents.infoHash(torrent);
        try (Catalogue catalogue = open()) {
            publish(catalogue, torrent, "First", 1, key(1), null);
            assertThat(publish(catalogue, torrent, "Stolen", 2, key(2), null).entry())
                    .satisfies(entry -> assertThat(entry.title()).isEqualTo("First"))
                    .satisfies(entry -> assertThat(entry.publisher()).contains(key(1).publisher()));
            Publication again = publish(catalogue, torrent, "Second", 3, key(1), null);
            assertThat(again.created()).isFalse();
            assertThat(again.entry().title()).isEqualTo("Second");
            assertThat(again.entry().publishedMillis()).isEqualTo(3);
            assertThat(names(catalogue.search("second", 10))).containsExactly("tese.pdf");
            assertThat(catalogue.search("first", 10)).isEmpty();
            assertThatThrownBy(() -> catalogue.withdraw(infoHash, Optional.of(key(2))))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NOT_YOURS));
            assertThat(catalogue.size()).isEqualTo(1);
            catalogue.withdraw(infoHash, Optional.of(key(1)));
            assertThat(catalogue.size()).isZero();
            assertThat(catalogue.lists(Id20.of(infoHash.bytes()))).isFalse();
            assertThat(catalogue.search("second", 10)).isEmpty();
            assertThatThrownBy(() -> catalogue.withdraw(infoHash, Optional.of(key(1))))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NO_SUCH_TORRENT));
            publish(catalogue, torrent, "", 4, key(2), null);
            catalogue.withdraw(infoHash, Optional.empty());
            assertThat(catalogue.size()).isZero();
        }
    }

    @Test
    void a_newer_version_of_a_publisher_marks_those_before_and_the_oldest_go() throws Exception {
        try (Catalogue catalogue = open()) {
            for (int i = 0; i < 12; i++) {
                publish(catalogue, Torrents.named("thesis.md", 100 + i), "", i, key(1), "n");
            }
            publish(catalogue, Torrents.named("thesis.md", 7), "", 5, key(2), "m");
            List<CatalogueEntry> found = catalogue.search("Thesis.MD", 50);
            assertThat(found).hasSize(9);
            assertThat(found.stream().filter(entry -> !entry.replaced()).map(CatalogueEntry::length))
                    .containsExactlyInAnyOrder(111L, 7L);
            assertThat(found.subList(0, 2).stream().map(CatalogueEntry::length))
                    .as("one of each network first")
                    .containsExactly(111L, 7L);
        }
    }
}
