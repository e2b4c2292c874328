package io.github.enxame.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.LogManager;

/**
 * Plays each kind of fault in small swarms and prints a line for each kind. Arguments: {@code FROM..TO} (the seeds), then the kinds ({@link
 * Fault}; all if none is named). Every twentieth seed is played twice, and its digests must agree. Ends with 1 when a rule is
 * broken.
 */
public final class FaultRun {
    private static final int TWICE_EVERY = 20;

    private FaultRun() {}

    /** See the class. */
    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        if (arguments.length == 0 || !arguments[0].matches("\\d+\\.\\.\\d+")) {
            System.err.println("usage: lab/faults/run FROM..TO [FAULT…], each of " + Arrays.toString(Fault.values()));
            System.exit(2);
        }
        String[] range = arguments[0].split("\\.\\.", 2);
        List<Fault> faults = arguments.length == 1
                ? List.of(Fault.values())
                : Arrays.stream(arguments).skip(1).map(Fault::valueOf).toList();
        int failed = 0;
        for (Fault fault : faults) {
            failed += play(fault, Long.parseLong(range[0]), Long.parseLong(range[1]));
        }
        System.out.println(failed == 0 ? "all kept the rules" : failed + " broke a rule");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static int play(Fault fault, long from, long to) {
        long start = System.nanoTime();
        int failed = 0;
        int twice = 0;
        int struck = 0;
        List<Double> completeSeconds = new ArrayList<>();
        for (long seed = from; seed <= to; seed++) {
            try {
                Scenario scenario = Scenario.of(fault, seed);
                Outcome outcome = SimulatedSwarm.play(scenario, seed, Trace.digestOnly());
                struck += outcome.faults().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                completeSeconds.add(outcome.completeNanos() / 1e9);
                if ((seed - from) % TWICE_EVERY == 0) {
                    twice++;
                    if (!SimulatedSwarm.play(scenario, seed, Trace.digestOnly()).equals(outcome)) {
                        throw new RuleBroken("two histories\nagain: " + scenario.command(seed));
                    }
                }
            } catch (RuleBroken e) {
                failed++;
                System.out.println("FAILED " + fault + " " + e.getMessage());
            }
        }
        completeSeconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d kept the rules, %d played twice; %d times; all complete after %.0f s, at worst %.0f; %.0f s%n",
                fault,
                to - from + 1 - failed,
                to - from + 1,
                twice,
                struck,
                completeSeconds.isEmpty() ? 0 : completeSeconds.get(completeSeconds.size() / 2),
                completeSeconds.isEmpty() ? 0 : completeSeconds.getLast(),
                (System.nanoTime() - start) / 1e9);
        return failed;
    }
}
