package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of fault by itself, over and over. {@code lab/faults/run} plays many more. */
class FaultTest {
    @ParameterizedTest
    @EnumSource
    void everybodyGetsTheDocumentInTheEnd(Fault fault) {
        Outcome outcome = SimulatedSwarm.play(Scenario.of(fault, 1), 1, Trace.digestOnly());
        assertThat(outcome.faults().get(fault.title())).isPositive();
    }
}
