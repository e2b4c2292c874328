package io.github.enxame.node.daemon;

import io.github.enxame.engine.Engine;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.tracker.client.CatalogueClient;
import java.nio.file.Path;

/**
 * What a {@link Daemon} works with.
 *
 * @param catalogue of the tracker in use
 * @param embeddedTracker whether that tracker runs in this process
 * @param state where it remembers things
 * @param downloads where downloads go
 * @param version of the program
 */
public record DaemonParts(
        Engine engine,
        CatalogueClient catalogue,
        boolean embeddedTracker,
        StateFolder state,
        Path downloads,
        String version,
        Simulation simulation) {}
