package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final Simulation simulation = new Simulation(7, Trace.digestOnly());
    private final List<String> happened = new ArrayList<>();

    private Runnable noting(String what) {
        return () -> happened.add(what + " at " + simulation.nanos());
    }

    @Test
    void whatIsDueAtOneTimeHappensInTheOrderInWhichItWasAskedFor() {
        simulation.after(20, Simulation.FOREVER, noting("late"));
        simulation.after(10, Simulation.FOREVER, noting("first"));
        simulation.after(10, Simulation.FOREVER, noting("second"));
        simulation.runUntil(30);
        assertThat(happened).containsExactly("first at 10", "second at 10", "late at 20");
        assertThat(simulation.nanos()).isEqualTo(30);
    }

    @Test
    void nothingHappensToWhoseLifeIsOver() {
        Life life = new Life();
        simulation.after(10, life, noting("alive"));
        simulation.after(15, Simulation.FOREVER, life::end);
        simulation.after(20, life, noting("dead"));
        simulation.runUntil(30);
        assertThat(happened).containsExactly("alive at 10");
    }

    @Test
    void aCrashGoesUpToTheQueueAndItsAftermathFollows() {
        simulation.after(10, Simulation.FOREVER, () -> {
            try {
                throw new Crash(noting("aftermath"));
            } catch (RuntimeException tooEarly) {
                happened.add("handled");
            }
        });
        simulation.after(20, Simulation.FOREVER, noting("the world goes on"));
        simulation.runUntil(30);
        assertThat(happened).containsExactly("aftermath at 10", "the world goes on at 20");
    }

    @Test
    void aGeneratorDoesNotDependOnWhatOthersDraw() {
        RandomGenerator alone = simulation.random("node 1");
        long first = alone.nextLong();
        Simulation other = new Simulation(7, Trace.digestOnly());
        other.random("node 2").nextLong();
        assertThat(other.random("node 1").nextLong()).isEqualTo(first);
        assertThat(new Simulation(8, Trace.digestOnly()).random("node 1").nextLong())
                .isNotEqualTo(first);
    }
}
