package io.github.enxame.engine.webseed;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was learned of web servers that are not as RFC 9110 would have them. Guarded by its monitor. */
final class ServerTraits {
    /** Most servers remembered; of further ones the one that was learned of first is forgotten. */
    static final int MAX_SERVERS = 1_000;

    /**
     * What one server is like.
     *
     * @param hangsUp it closes the connection after each answer, so that requests sent ahead break it
     * @param wholeOnly it gives no parts of files
     */
    record Traits(boolean hangsUp, boolean wholeOnly) {}

    private static final Traits USUAL = new Traits(false, false);

    private final Map<URI, Traits> known = new LinkedHashMap<>();

    synchronized Traits of(URI server) {
        return known.getOrDefault(server, USUAL);
    }

    synchronized void hangsUp(URI server) {
        put(server, new Traits(true, of(server).wholeOnly()));
    }

    synchronized void wholeOnly(URI server) {
        put(server, new Traits(of(server).hangsUp(), true));
    }

    private void put(URI server, Traits traits) {
        known.put(server, traits);
        if (known.size() > MAX_SERVERS) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
