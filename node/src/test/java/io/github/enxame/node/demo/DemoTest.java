package io.github.enxame.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.view.PeerView;
import io.github.enxame.node.view.SectionView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoTest {
    /** A machine that does something else meanwhile adds some time, and never takes any away. */
    private static final double TOLERANCE_MILLIS = 40;

    @Test
    void the_document_comes_from_four_distances_and_is_the_original() throws Exception {
        try (DemoSwarm swarm = DemoSwarm.open(50_000)) {
            Map<String, Double> measured = swarm.measure();
            for (Distance distance : Distance.ALL) {
                assertThat(measured.get(distance.name()))
                        .isBetween(distance.rttMillis(), distance.rttMillis() + TOLERANCE_MILLIS);
            }
            DemoRun run = DemoRun.of(swarm, _ -> {});
            assertThat(run.right()).isTrue();
            assertThat(run.detail().peerList())
                    .extracting(PeerView::name)
                    .contains("near", "city", "country", "abroad");
            List<SectionView> sections = run.detail().sections();
            assertThat(sections).hasSizeGreaterThan(10);
            assertThat(sections).allSatisfy(section -> assertThat(
                            section.bands().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(section.bytes()));
        }
    }
}
