package io.github.enxame.tracker.catalogue;

import static io.github.enxame.tracker.catalogue.Publications.names;
import static io.github.enxame.tracker.catalogue.Publications.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.Torrents;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published is kept, listed and refused as it should be. */
class CatalogueTest {
    @TempDir
    private Path folder;

    private Catalogue open() throws CatalogueException {
        return Catalogue.open(folder.resolve("new/data"), CatalogueLimits.STANDARD, 0);
    }

    @Test
    void a_published_torrent_survives_a_restart_byte_for_byte() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf", 12345);
        InfoHash infoHash = Torrents.infoHash(torrent);
        Publication published;
        try (Catalogue catalogue = open()) {
            published = publish(catalogue, torrent, "Uma tese", 1000);
            assertThat(published.created()).isTrue();
        }
        try (Catalogue catalogue = open()) {
            TorrentRecord stored = catalogue.stored(infoHash).orElseThrow();
            assertThat(stored.entry()).isEqualTo(published.entry());
            assertThat(catalogue.part(stored.id(), PartKind.TEMPLATE, 0))
                    .isEqualTo(Metainfo.parse(torrent).withTrackers(List.of()).encode());
            assertThat(catalogue.lists(Id20.of(infoHash.bytes()))).isTrue();
            assertThat(catalogue.size()).isEqualTo(1);
            assertThat(names(catalogue.search("uma", 10))).containsExactly("tese.pdf");
        }
        CatalogueEntry entry = published.entry();
        assertThat(entry.length()).isEqualTo(12345);
        assertThat(entry.title()).isEqualTo("Uma tese");
        assertThat(entry.publishedMillis()).isEqualTo(1000);
    }

    @Test
    void publishing_twice_changes_nothing() throws Exception {
        byte[] torrent = Torrents.named("tese.pdf");
        try (Catalogue catalogue = open()) {
            Publication first = publish(catalogue, torrent, "", 1);
            Publication second = publish(catalogue, torrent, "Other title", 2);
            assertThat(second).isEqualTo(new Publication(first.entry(), false));
            assertThat(first.entry().title()).isEqualTo("tese.pdf");
            assertThat(catalogue.search("", 10)).hasSize(1);
        }
    }

    @Test
    void what_is_no_torrent_is_refused_with_its_reason() throws Exception {
        try (Catalogue catalogue = open()) {
            for (byte[] bytes :
                    List.of(new byte[0], "de".getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[99])) {
                assertThatThrownBy(() -> publish(catalogue, bytes, "", 1))
                        .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.NOT_A_TORRENT));
            }
            assertThat(catalogue.size()).isZero();
        }
    }

    @Test
    void the_catalogue_has_limits() throws Exception {
        int length = Torrents.named("a").length;
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(2, length, 10_000), 0)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("longer"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.TOO_LARGE));
            publish(catalogue, Torrents.named("a"), "t".repeat(10_000), 1);
            publish(catalogue, Torrents.named("b"), "", 1);
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
            publish(catalogue, Torrents.named("a"), "", 1);
            assertThat(catalogue.search("a", 10).getFirst().title()).hasSize(255);
        }
        try (Catalogue catalogue = Catalogue.open(folder, new CatalogueLimits(9, length, 2L * length), 0)) {
            assertThatThrownBy(() -> publish(catalogue, Torrents.named("c"), "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.FULL));
        }
    }

    @Test
    void a_title_is_made_fit_to_be_shown() throws Exception {
        try (Catalogue catalogue = open()) {
            String title = publish(
                            catalogue, Torrents.named("a"), "  <b>\u001b[31mred\u001b[0m\u202e\n\ttext\ud800  ", 1)
                    .entry()
                    .title();
            assertThat(title).isEqualTo("<b>[31mred[0m text");
        }
    }

    @Test
    void joiners_are_kept_in_names_and_direction_overrides_are_not() throws Exception {
        try (Catalogue catalogue = open()) {
            assertThat(publish(catalogue, Torrents.named("می\u200cخواهم.txt"), "👨\u200d👩\u200d👧 album\u202e", 1)
                            .entry())
                    .satisfies(entry -> {
                        assertThat(entry.name()).isEqualTo("می\u200cخواهم.txt");
                        assertThat(entry.title()).isEqualTo("👨\u200d👩\u200d👧 album");
                    });
        }
    }

    @Test
    void a_torrent_with_too_many_values_is_refused_before_it_costs_anything() throws Exception {
        byte[] small = Torrents.named("heavy.bin");
        byte[] many = ("1:zl" + "0:".repeat(PublishedTorrent.MAX_VALUES) + "ee")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] heavy = java.util.Arrays.copyOf(small, small.length - 1 + many.length);
        System.arraycopy(many, 0, heavy, small.length - 1, many.length);
        try (Catalogue catalogue = open()) {
            assertThatThrownBy(() -> publish(catalogue, heavy, "", 1))
                    .isInstanceOfSatisfying(CatalogueException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NOT_A_TORRENT))
                    .hasMessageContaining("more than " + PublishedTorrent.MAX_VALUES + " values");
        }
    }
}
