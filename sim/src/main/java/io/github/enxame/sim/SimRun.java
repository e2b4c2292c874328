package io.github.enxame.sim;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.logging.LogManager;

/**
 * Plays simulated swarms and prints a line for each: seed, digest, simulated and real seconds, memory, faults. Arguments:
 * {@code FROM..TO} (the seeds), then {@code peers=N} (100), {@code scenario=document|old|queue|hidden|magnet|first|chosen}, {@code times=N} (2; the digests
 * must agree) and {@code trace=FILE} (every event of the last run in one line). Ends with 1 when a rule is broken.
 */
public final class SimRun {
    private int peers = 100;
    private int times = 2;
    private String scenario = "document";
    private String trace = "";

    private SimRun() {}

    /** See the class. */
    public static void main(String[] arguments) {
        System.exit(new SimRun().run(arguments));
    }

    private int run(String[] arguments) {
        LogManager.getLogManager().reset();
        if (arguments.length == 0 || !arguments[0].matches("\\d+\\.\\.\\d+")) {
            System.err.println(
                    "usage: lab/swarms/run FROM..TO [peers=N] [scenario=document|old|queue|hidden|magnet|first|chosen] [times=N] [trace=FILE]");
            return 2;
        }
        for (int i = 1; i < arguments.length; i++) {
            option(arguments[i]);
        }
        String[] range = arguments[0].split("\\.\\.", 2);
        int failed = 0;
        for (long seed = Long.parseLong(range[0]); seed <= Long.parseLong(range[1]); seed++) {
            failed += play(seed) ? 0 : 1;
        }
        System.out.println(failed == 0 ? "all kept the rules" : failed + " broke a rule");
        return failed == 0 ? 0 : 1;
    }

    private void option(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        switch (argument.substring(0, argument.length() - value.length())) {
            case "peers=" -> peers = Integer.parseInt(value);
            case "times=" -> times = Integer.parseInt(value);
            case "scenario=" -> scenario = value;
            case "trace=" -> trace = value;
            default -> throw new IllegalArgumentException("unknown: " + argument);
        }
    }

    private Scenario scenario() {
        return Scenario.named(scenario, peers);
    }

    private boolean play(long seed) {
        String first = "";
        for (int time = 0; time < times; time++) {
            try {
                Outcome outcome = trace.isEmpty()
                        ? timed(seed, s -> SimulatedSwarm.play(scenario(), s, Trace.digestOnly()))
                        : timed(seed, this::traced);
                if (time > 0 && !outcome.digest().equals(first)) {
                    return failed("seed " + seed + " gives two histories: " + first + " and " + outcome.digest());
                }
                first = outcome.digest();
            } catch (RuleBroken e) {
                e.printStackTrace();
                return failed(String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private Outcome traced(long seed) {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(Path.of(trace), StandardCharsets.UTF_8))) {
            return SimulatedSwarm.play(scenario(), seed, Trace.saying(lines::println));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean failed(String why) {
        System.out.println("FAILED " + why);
        return false;
    }

    private static Outcome timed(long seed, LongFunction<Outcome> play) {
        long start = System.nanoTime();
        Outcome outcome = play.apply(seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "seed %d digest %s simulated %.1f s (complete at %.1f s) real %.1f s heap %d MiB events %d poisoned %d faults %s%n",
                seed,
                outcome.digest().substring(0, 16),
                outcome.nanos() / 1e9,
                outcome.completeNanos() / 1e9,
                seconds,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                outcome.events(),
                outcome.poisoned(),
                outcome.faults());
        return outcome;
    }
}
