package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import java.nio.ByteBuffer;
import java.util.List;

/** What a tracker answers over UDP, one datagram each (BEP 15). */
public sealed interface UdpTrackerReply {
    /** Longest datagram that is sent, in bytes: networks carry it whole. */
    int MAX_LENGTH = 1400;

    /** The one of the request. */
    int transaction();

    /**
     * A connection id, to be used for a minute.
     *
     * @param transaction that of the request
     */
    record Connected(int transaction, long connection) implements UdpTrackerReply {}

    /**
     * Peers of the swarm, all of the address family that the datagram came by.
     *
     * @param transaction that of the request
     * @param peers those that fit; UDP has no field for a minimum interval, a warning, a tracker id or our address
     */
    record Announced(int transaction, AnnounceReply.Peers peers) implements UdpTrackerReply {}

    /**
     * Counts of the swarms that were asked for, in that order; all 0 for those that the tracker does not know.
     *
     * @param transaction that of the request
     * @param counts at most {@link UdpTrackerRequest#MAX_SCRAPE_HASHES}
     */
    record Scraped(int transaction, List<Counts> counts) implements UdpTrackerReply {
        public Scraped {
            counts = List.copyOf(counts);
            if (counts.size() > UdpTrackerRequest.MAX_SCRAPE_HASHES) {
                throw new IllegalArgumentException("a scrape reply over UDP has at most "
                        + UdpTrackerRequest.MAX_SCRAPE_HASHES + " swarms, not " + counts.size());
            }
        }
    }

    /**
     * The tracker refuses.
     *
     * @param transaction that of the request
     * @param reason the tracker's own words: not to be trusted as markup
     */
    record Refused(int transaction, String reason) implements UdpTrackerReply {}

    /**
     * The datagram, at most {@link #MAX_LENGTH} bytes: peers that do not fit are left out, and so are those of the other
     * address family.
     *
     * @param v6 whether it goes to an IPv6 address
     */
    default byte[] encode(boolean v6) {
        return UdpReplyCodec.encode(this, v6);
    }

    /**
     * Reads a datagram; its bytes are consumed.
     *
     * @param v6 whether it came from an IPv6 address, which decides how long a peer is
     * @throws AnnounceException when it is no tracker's reply
     */
    static UdpTrackerReply decode(ByteBuffer datagram, boolean v6) throws AnnounceException {
        return UdpReplyCodec.decode(datagram, v6);
    }
}
