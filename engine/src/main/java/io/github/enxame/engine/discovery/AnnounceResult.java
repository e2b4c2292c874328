package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceReply;

/** What came of one announce. */
public sealed interface AnnounceResult {
    /**
     * The tracker answered, be it with a refusal.
     *
     * @param reply its answer
     * @param rttNanos from the start of the request to the whole answer, the connection included
     */
    record Announced(AnnounceReply reply, long rttNanos) implements AnnounceResult {}

    /**
     * There was no answer that can be used.
     *
     * @param why a sentence that names the tracker and says what happened and what to do
     */
    record Unreachable(String why) implements AnnounceResult {}
}
