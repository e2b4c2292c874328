package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;

/** What came of one scrape. */
public sealed interface ScrapeResult {
    /**
     * The tracker answered, be it with a refusal.
     *
     * @param reply its answer
     */
    record Scraped(ScrapeReply reply) implements ScrapeResult {}

    /**
     * There was no answer that can be used.
     *
     * @param why a sentence that names the tracker and says what happened and what to do
     */
    record Unreachable(String why) implements ScrapeResult {}

    /** No answer, for a reason that goes in a sentence about the tracker. */
    static ScrapeResult unreachable(URI tracker, String why) {
        return new Unreachable("Cannot ask the tracker " + UrlParts.shown(tracker) + " for its counts: " + why + ".");
    }
}
