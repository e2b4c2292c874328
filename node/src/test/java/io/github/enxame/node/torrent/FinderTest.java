package io.github.enxame.node.torrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.node.daemon.LocalNode;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.client.CatalogueClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FinderTest {
    private static final long HEAP = 256L << 20;

    @TempDir
    Path folder;

    @Test
    void what_comes_from_a_catalogue_is_read_when_there_is_room_for_it() throws Exception {
        Metainfo metainfo = Swarms.content(folder.resolve("there"), "a.bin", 100_000, List.of());
        ParseBudget budget = new ParseBudget(HEAP, Duration.ofMillis(10));
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            CatalogueClient catalogue = new CatalogueClient(tracker.uri(), "test");
            catalogue.publish(metainfo.encode(), "");
            Finder finder = new Finder(catalogue, budget);
            try (var _ = budget.reserveParse(HEAP)) {
                assertThatThrownBy(() -> finder.remote("a.bin"))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.problem().code()).isEqualTo("busy"));
            }
            assertThat(finder.remote("a.bin").infoHash()).isEqualTo(metainfo.infoHash());
        }
    }
}
