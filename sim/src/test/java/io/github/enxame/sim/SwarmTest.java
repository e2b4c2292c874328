package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.PeerSession;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole swarms, with the rules checked as they run. A failure names the seed, which plays the same history again. */
class SwarmTest {
    private static final long SECOND = 1_000_000_000L;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whoHasOnlyTheMagnetLinkGetsTheDocumentWhoeverLiesAboutIt(long seed) {
        Outcome outcome = twice(Scenario.magnet(24), seed);
        assertThat(outcome.faults().keySet()).contains("killed", "link broken", "left");
        assertThat(outcome.lies()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everybodyGetsTheFilesThatTheyWantWhateverGoesWrong(long seed) {
        Outcome outcome = twice(Scenario.chosen(40), seed);
        assertThat(outcome.faults().keySet()).contains("killed", "power cut", "chose");
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstSeedSendsEachPieceAboutOnceBeforeAnotherHasAll(long seed) {
        Scenario careful = Scenario.first(12, true);
        double copies = copiesSent(careful, seed);
        assertThat(copies).isLessThan(1.3);
        assertThat(copies).isLessThan(copiesSent(Scenario.first(12, false), seed));
    }

    @Test
    void theFirstSeedHasOneHistoryForEachSeed() {
        assertThat(twice(Scenario.first(12, true), 3).completeNanos()).isPositive();
    }

    /** How many copies the seed has sent when everybody has everything. */
    private static double copiesSent(Scenario scenario, long seed) {
        SimulatedSwarm swarm = new SimulatedSwarm(scenario, seed, Trace.digestOnly());
        swarm.start();
        swarm.live();
        long sent = swarm.nodes().getFirst().swarm().orElseThrow().serving().bytesUp();
        swarm.part();
        System.out.println(
                "SwarmTest: " + scenario.name() + ", seed " + seed + ": " + sent * 100 / scenario.length() / 100.0
                        + " copies in " + swarm.simulation().nanos() / SECOND + " s");
        return (double) sent / scenario.length();
    }

    @Test
    void aSeedThatNobodyCanReachGivesItsContentAwayToo() {
        Outcome outcome = SimulatedSwarm.play(Scenario.hidden(3), 1, Trace.digestOnly());
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
        Scenario hungry = Scenario.hidden(2);
        SimulatedSwarm swarm = new SimulatedSwarm(hungry, 5, Trace.digestOnly());
        swarm.nodes().stream().skip(hungry.seeds()).forEach(SimNode::start);
        swarm.simulation().runUntil(60 * SECOND);
        List<PeerSession> sessions = sessions(swarm.nodes().getLast());
        assertThat(sessions).hasSize(1);
        swarm.simulation().runUntil(1_000 * SECOND);
        assertThat(sessions(swarm.nodes().getLast())).isEqualTo(sessions);
    }

    private static List<PeerSession> sessions(SimNode node) {
        return List.copyOf(node.swarm().orElseThrow().connections().sessions());
    }
}
