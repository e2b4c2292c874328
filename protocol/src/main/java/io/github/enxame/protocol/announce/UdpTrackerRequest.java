package io.github.enxame.protocol.announce;

import java.nio.ByteBuffer;

/** What a peer sends to a tracker over UDP, one datagram each (BEP 15, with the options of BEP 41). */
public sealed interface UdpTrackerRequest {
    /** Most swarms in one scrape: the reply to more might not fit a datagram that every network carries. */
    int MAX_SCRAPE_HASHES = 74;
    /** Longest path and query of a tracker's URL that is sent or read, in bytes. */
    int MAX_URL_DATA_LENGTH = 1024;
    /** Longest datagram that is sent, in bytes. */
    int MAX_LENGTH = UdpRequestCodec.HEAD_LENGTH + MAX_SCRAPE_HASHES * Id20.LENGTH;

    /** Chosen by the peer, sent back by the tracker. */
    int transaction();

    /**
     * Asks for a connection id, which shows the tracker that the peer's address is no forged one.
     *
     * @param transaction chosen at random
     */
    record Connect(int transaction) implements UdpTrackerRequest {}

    /**
     * An announce. What UDP has no field for (tracker id, compact, IPv6 address, {@link AnnounceEvent#PAUSED}) is left out;
     * of the key, 32 bits are sent.
     *
     * @param connection what the tracker gave
     * @param transaction chosen at random
     * @param urlData path and query of the tracker's URL (BEP 41), one character (0 to 255) for each byte, at most {@link
     *     #MAX_URL_DATA_LENGTH}; empty for none
     */
    record Announce(long connection, int transaction, AnnounceRequest request, String urlData)
            implements UdpTrackerRequest {
        public Announce {
            if (urlData.length() > MAX_URL_DATA_LENGTH) {
                throw new IllegalArgumentException("a tracker URL's path and query have at most " + MAX_URL_DATA_LENGTH
                        + " bytes, not " + urlData.length());
            }
        }
    }

    /**
     * Asks for the counts of some swarms.
     *
     * @param connection what the tracker gave
     * @param transaction chosen at random
     * @param request one to {@link #MAX_SCRAPE_HASHES} swarms
     */
    record Scrape(long connection, int transaction, ScrapeRequest request) implements UdpTrackerRequest {
        public Scrape {
            int count = request.infoHashes().size();
            if (count < 1 || count > MAX_SCRAPE_HASHES) {
                throw new IllegalArgumentException(
                        "a scrape over UDP has 1 to " + MAX_SCRAPE_HASHES + " info-hashes, not " + count);
            }
        }
    }

    /**
     * Whether a datagram is worth reading: long enough, with an action that there is, and with the protocol's number where
     * there is no connection yet. It costs next to nothing, and neither moves the position nor throws.
     */
    static boolean looksLikeOne(ByteBuffer datagram) {
        return UdpRequestCodec.looksLikeOne(datagram);
    }

    /** The datagram. */
    default byte[] encode() {
        return UdpRequestCodec.encode(this);
    }

    /**
     * Reads a datagram; its bytes are consumed.
     *
     * @throws AnnounceException when it is no request to a tracker or is cut short; a field that is out of range counts as not
     *     said, and of a scrape of more than {@link #MAX_SCRAPE_HASHES} swarms the first ones count
     */
    static UdpTrackerRequest decode(ByteBuffer datagram) throws AnnounceException {
        return UdpRequestCodec.decode(datagram);
    }
}
