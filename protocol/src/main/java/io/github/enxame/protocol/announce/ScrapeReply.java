package io.github.enxame.protocol.announce;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a tracker answers to a scrape (BEP 48). */
public sealed interface ScrapeReply {
    /** Most swarms read from a reply. */
    int MAX_SWARMS = 1000;

    /**
     * The counts of the swarms that the tracker knows, those it does not know left out.
     *
     * @param swarms at most {@link #MAX_SWARMS}, in order
     */
    record Swarms(Map<Id20, Counts> swarms) implements ScrapeReply {
        public Swarms {
            swarms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(swarms));
            if (swarms.size() > MAX_SWARMS) {
                throw new IllegalArgumentException("a scrape reply has at most " + MAX_SWARMS + " swarms");
            }
        }
    }

    /**
     * The tracker refuses.
     *
     * @param reason the tracker's own words: not to be trusted as markup
     */
    record Failure(String reason) implements ScrapeReply {}

    /**
     * One swarm in numbers.
     *
     * @param seeds peers that have everything, at least 0
     * @param completed downloads ever completed, at least 0
     * @param leeches peers that do not, at least 0
     */
    record Counts(long seeds, long completed, long leeches) {
        public Counts {
            if (seeds < 0 || completed < 0 || leeches < 0) {
                throw new IllegalArgumentException("counts out of range");
            }
        }
    }

    /** The reply as it is sent: a bencoded dictionary. */
    default byte[] encode() {
        return ScrapeReplyCodec.encode(this);
    }

    /**
     * Reads a reply.
     *
     * @throws AnnounceException when it is no bencoded dictionary or what it says is malformed
     */
    static ScrapeReply decode(byte[] body) throws AnnounceException {
        return ScrapeReplyCodec.decode(body);
    }
}
