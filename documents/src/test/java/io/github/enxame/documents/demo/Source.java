package io.github.enxame.documents.demo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One peer that has the whole document.
 *
 * @param bytesPerSecond what it sends
 * @param firstByteSeconds when its first byte arrives
 */
record Source(double bytesPerSecond, double firstByteSeconds) {
    /** The demonstration's four round trips, in seconds. */
    static final List<Double> ROUND_TRIPS = List.of(0.006, 0.024, 0.084, 0.244);

    static final double RATE = 20e6 / 8;

    /** The nearest {@code count} of the demonstration's peers; the first byte takes two round trips. */
    static List<Source> nearest(int count) {
        return ROUND_TRIPS.stream()
                .limit(count)
                .map(trip -> new Source(RATE, 2 * trip))
                .toList();
    }

    /** The instant at which a document of {@code bytes} is complete when all sources that take part end together. */
    static double leastSeconds(double bytes, List<Source> sources) {
        List<Source> sorted = sources.stream()
                .sorted(Comparator.comparingDouble(Source::firstByteSeconds))
                .toList();
        double rate = 0;
        double late = 0;
        double seconds = Double.POSITIVE_INFINITY;
        for (Source source : sorted) {
            if (source.firstByteSeconds >= seconds) {
                break;
            }
            rate += source.bytesPerSecond;
            late += source.bytesPerSecond * source.firstByteSeconds;
            seconds = (bytes + late) / rate;
        }
        return seconds;
    }

    /** Each source's share of the document, from 0 to 1. */
    static double[] shares(double bytes, List<Source> sources) {
        double seconds = leastSeconds(bytes, sources);
        return sources.stream()
                .mapToDouble(source -> Math.max(0, source.bytesPerSecond * (seconds - source.firstByteSeconds)) / bytes)
                .toArray();
    }

    /** Which source brings each block, and when: each block goes to the source that would deliver it first. */
    static List<Arrival> arrivals(int blocks, double blockBytes, List<Source> sources) {
        double[] free = sources.stream().mapToDouble(Source::firstByteSeconds).toArray();
        return IntStream.range(0, blocks)
                .mapToObj(block -> {
                    int best = 0;
                    for (int i = 1; i < free.length; i++) {
                        if (free[i] + blockBytes / sources.get(i).bytesPerSecond
                                < free[best] + blockBytes / sources.get(best).bytesPerSecond) {
                            best = i;
                        }
                    }
                    free[best] += blockBytes / sources.get(best).bytesPerSecond;
                    return new Arrival(best, free[best]);
                })
                .toList();
    }

    /** A block's source and the instant at which it is whole. */
    record Arrival(int source, double seconds) {}
}
