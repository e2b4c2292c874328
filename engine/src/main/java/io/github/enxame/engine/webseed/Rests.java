package io.github.enxame.engine.webseed;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which servers are left alone, and until when: one that failed for twice as long each time, from one second to ten minutes,
 * for ever; one that asks for a rest for as long as it says, an hour at most. Guarded by its monitor.
 */
final class Rests {
    /** Most servers remembered; of further ones the one that failed longest ago is forgotten. */
    static final int MAX_SERVERS = 1_000;

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long LONGEST_SAID_SECONDS = TimeUnit.HOURS.toSeconds(1);

    private record Rest(int failures, long untilNanos, String reason) {}

    private final Map<URI, Rest> rests = new LinkedHashMap<>();

    /** How much longer a server is to be left alone, in nanoseconds; 0 or less for not at all. */
    synchronized long leftNanos(URI server, long nowNanos) {
        Rest rest = rests.get(server);
        return rest == null ? 0 : rest.untilNanos() - nowNanos;
    }

    /** Why it failed the last time; empty for one that did not. */
    synchronized String reason(URI server) {
        Rest rest = rests.get(server);
        return rest == null ? "" : rest.reason();
    }

    /** It gave what was asked for. */
    synchronized void worked(URI server) {
        rests.remove(server);
    }

    /**
     * It failed.
     *
     * @param reason why, for people
     * @param saidSeconds how long it wants to be left alone, or {@link WebSeedException#UNSAID}
     */
    synchronized void failed(URI server, String reason, long saidSeconds, long nowNanos) {
        Rest before = rests.remove(server);
        int failures = before == null ? 0 : before.failures();
        long wait = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures, 20));
        if (saidSeconds != WebSeedException.UNSAID) {
            long said = TimeUnit.SECONDS.toNanos(Math.clamp(saidSeconds, 1, LONGEST_SAID_SECONDS));
            wait = Math.max(said, FIRST_NANOS);
        }
        rests.put(server, new Rest(failures + 1, nowNanos + wait, reason));
        if (rests.size() > MAX_SERVERS) {
            rests.remove(rests.keySet().iterator().next());
        }
    }
}
