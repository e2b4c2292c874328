package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole swarms, with the rules checked as they run. A failure names the seed, which plays the same history again. */
class SwarmTest {
    private static Outcome twice(Scenario scenario, long seed) {
        Outcome first = SimulatedSwarm.play(scenario, seed, Trace.digestOnly());
        Outcome second = SimulatedSwarm.play(scenario, seed, Trace.digestOnly());
        assertThat(second).as("seed %d played again", seed).isEqualTo(first);
        return first;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aHundredPeersAllGetTheDocumentWhateverGoesWrong(long seed) {
        Outcome outcome = twice(Scenario.document(100), seed);
        assertThat(outcome.faults().keySet())
                .contains("killed", "power cut", "cable pulled", "link broken", "left", "disk full", "tracker away");
        assertThat(outcome.poisoned()).isPositive();
    }

    @Test
    void aHundredPeersFindWhoSpoiltPiecesOfManyBlocks() {
        assertThat(twice(Scenario.oldTorrent(100), 1).poisoned()).isPositive();
    }

    @Test
    void aSeedNobodyHasPlayedKeepsTheRulesToo() {
        long seed = new SplittableRandom().nextLong(1_000_000_000);
        System.out.println("SwarmTest: fresh seed " + seed);
        assertThat(SimulatedSwarm.play(Scenario.document(40), seed, Trace.digestOnly())
                        .seed())
                .isEqualTo(seed);
    }

    @Test
    void whoeverWaitsForABusySeedGetsATurn() {
        Outcome outcome = SimulatedSwarm.play(Scenario.queue(24), 1, Trace.digestOnly());
        assertThat(outcome.completeNanos()).isPositive();
    }

    @Test
    void anotherSeedIsAnotherHistory() {
        Scenario few = Scenario.document(8);
        assertThat(SimulatedSwarm.play(few, 1, Trace.digestOnly()).digest())
                .isNotEqualTo(SimulatedSwarm.play(few, 2, Trace.digestOnly()).digest());
    }

    @Test
    void peersWithNothingToSayStayConnected() {
        SimulatedSwarm swarm = new SimulatedSwarm(Scenario.queue(1), 5, Trace.digestOnly());
        swarm.start();
        long complete = swarm.live();
        SimNode seed = swarm.nodes().getFirst();
        var sessions =
                java.util.List.copyOf(seed.swarm().orElseThrow().connections().sessions());
        assertThat(sessions).hasSize(1);
        swarm.simulation().runUntil(complete + 1_000_000_000_000L);
        assertThat(seed.swarm().orElseThrow().connections().sessions()).isEqualTo(sessions);
    }
}
