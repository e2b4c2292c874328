package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.URI;
import java.util.function.Consumer;

/** Takes announces and scrapes to trackers. A node's only way to them, so that a simulated world can stand in. */
public interface TrackerClient extends AutoCloseable {
    /**
     * Sends one announce and returns at once; never blocks.
     *
     * @param done called exactly once, on a thread of the client (in the simulator: by its queue), never within this
     *     call; it only hands the result to the engine loop. After {@link #close} it may not be called at all.
     */
    void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done);

    /**
     * Asks for the counts of some swarms (BEP 48, 15) and returns at once; never blocks.
     *
     * @param tracker its announce URL
     * @param request 1 to 74 swarms
     * @param done called as for {@link #announce}
     */
    void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done);

    /** Gives up what is under way and frees everything. */
    @Override
    void close();
}
