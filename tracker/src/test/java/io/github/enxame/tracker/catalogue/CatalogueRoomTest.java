package io.github.enxame.tracker.catalogue;

import static io.github.enxame.tracker.catalogue.Publications.key;
import static io.github.enxame.tracker.catalogue.Publications.names;
import static io.github.enxame.tracker.catalogue.Publications.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose entries go when there is no room for a new one. */
class CatalogueRoomTest {
    @TempDir
    private Path folder;

    @Test
    void a_network_has_its_share_and_gives_up_its_own_oldest_without_a_seed() throws Exception {
        CatalogueLimits limits = new CatalogueLimits(100, 10_000, 1_000_000, 3, 1_000_000);
        long hour = CatalogueRoom.MIN_KEPT_MILLIS;
        try (Catalogue catalogue = Catalogue.open(folder, limits, 0)) {
            for (int i = 0; i < 3; i++) {
                publish(catalogue, Torrents.named("a" + i), "", hour + i, key(i), "a");
            }
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("a3"), "", hour + 9, key(9), "a"))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.QUOTA));
            publish(catalogue, Torrents.named("b"), "", hour + 9, key(9), "b");
            catalogue.publish(new Submission(
                    Torrents.named("a4"), "", Optional.of(key(4)), Optional.of("a"), 3 * hour, entry -> entry.name()
                            .equals("a0")));
            assertThat(names(catalogue.search("", 10))).containsExactly("a4", "b", "a2", "a0");
        }
    }

    @Test
    void a_full_catalogue_takes_from_the_networks_that_have_most() throws Exception {
        CatalogueLimits limits = new CatalogueLimits(4, 10_000, 1_000_000, 3, 1_000_000);
        long hour = CatalogueRoom.MIN_KEPT_MILLIS;
        try (Catalogue catalogue = Catalogue.open(folder, limits, 0)) {
            publish(catalogue, Torrents.named("honest"), "", 1, key(1), "h");
            for (int i = 0; i < 3; i++) {
                publish(catalogue, Torrents.named("spam" + i), "", 2 + i, key(2), "s");
            }
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("too early"), "", 9, key(3), "n"))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
            publish(catalogue, Torrents.named("newcomer"), "", 2 * hour, key(3), "n");
            assertThat(names(catalogue.search("", 10))).containsExactly("newcomer", "spam2", "spam1", "honest");
        }
        try (Catalogue catalogue = Catalogue.open(folder, limits, 2 * hour)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("x"), "", 2 * hour + 1, key(3), "n"))
                    .as("just started: nobody has announced yet")
                    .isInstanceOf(CatalogueException.class);
        }
    }
}
