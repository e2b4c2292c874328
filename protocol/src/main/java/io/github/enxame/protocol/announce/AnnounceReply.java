package io.github.enxame.protocol.announce;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a tracker answers to an announce over HTTP (BEP 3, 7, 23, 24, 31). */
public sealed interface AnnounceReply {
    /** Most peers of each kind of address read from a reply. */
    int MAX_PEERS = 2000;
    /** Most peers that are named by a host name and looked up, of one reply. */
    int MAX_NAMED_PEERS = 20;
    /** Longest reply read, in bytes. */
    int MAX_LENGTH = 1 << 20;
    /** Longest text (reason, warning) kept, in characters. */
    int MAX_TEXT_LENGTH = 512;
    /** A count that the tracker did not tell. */
    int UNKNOWN = -1;

    /**
     * Peers of the swarm.
     *
     * @param intervalSeconds how long to wait before the next announce, at least 0
     * @param minIntervalSeconds how long to wait at least, 0 when not said
     * @param seeds peers that have everything, or {@link #UNKNOWN}
     * @param leeches peers that do not, or {@link #UNKNOWN}
     * @param peers IPv4 and then IPv6 peers
     * @param warning something that people should know, the tracker's own words; empty for none
     * @param trackerId to be sent back in the next announce, one character (0 to 255) for each byte; empty for none
     * @param externalIp our address as the tracker saw it (BEP 24)
     * @param prompt those of {@code peers} that have everything and take requests along with the handshake
     * @param named peers that are named by a host name instead of an address; at most {@link #MAX_NAMED_PEERS}
     */
    record Peers(
            int intervalSeconds,
            int minIntervalSeconds,
            int seeds,
            int leeches,
            List<PeerAddress> peers,
            String warning,
            String trackerId,
            Optional<InetAddress> externalIp,
            Set<PeerAddress> prompt,
            List<NamedPeer> named)
            implements AnnounceReply {
        /** Peers of which nothing more is known than where they are. */
        public Peers(
                int intervalSeconds,
                int minIntervalSeconds,
                int seeds,
                int leeches,
                List<PeerAddress> peers,
                String warning,
                String trackerId,
                Optional<InetAddress> externalIp) {
            this(intervalSeconds, minIntervalSeconds, seeds, leeches, peers, warning, trackerId, externalIp, Set.of());
        }

        /** Peers that are all named by an address. */
        public Peers(
                int intervalSeconds,
                int minIntervalSeconds,
                int seeds,
                int leeches,
                List<PeerAddress> peers,
                String warning,
                String trackerId,
                Optional<InetAddress> externalIp,
                Set<PeerAddress> prompt) {
            this(
                    intervalSeconds,
                    minIntervalSeconds,
                    seeds,
                    leeches,
                    peers,
                    warning,
                    trackerId,
                    externalIp,
                    prompt,
                    List.of());
        }

        public Peers {
            peers = List.copyOf(peers);
            prompt = Set.copyOf(prompt);
            named = List.copyOf(named);
            if (intervalSeconds < 0 || minIntervalSeconds < 0 || seeds < UNKNOWN || leeches < UNKNOWN) {
                throw new IllegalArgumentException("announce reply out of range");
            }
        }

        /** The same reply in which the peers that were named are these, at the end. */
        public Peers found(List<PeerAddress> addresses) {
            List<PeerAddress> all = new ArrayList<>(peers);
            addresses.stream().filter(address -> !all.contains(address)).forEach(all::add);
            return new Peers(
                    intervalSeconds,
                    minIntervalSeconds,
                    seeds,
                    leeches,
                    all,
                    warning,
                    trackerId,
                    externalIp,
                    prompt,
                    List.of());
        }
    }

    /**
     * The tracker refuses.
     *
     * @param reason the tracker's own words: not to be trusted as markup
     * @param retrySeconds how long to wait before asking again (BEP 31), {@link #RETRY_UNSAID} or {@link #RETRY_NEVER}
     */
    record Failure(String reason, int retrySeconds) implements AnnounceReply {
        /** The tracker did not say when to ask again. */
        public static final int RETRY_UNSAID = 0;
        /** The tracker never wants to be asked about this swarm again. */
        public static final int RETRY_NEVER = -1;

        public Failure {
            if (retrySeconds < RETRY_NEVER) {
                throw new IllegalArgumentException("retry out of range: " + retrySeconds);
            }
        }
    }

    /** The reply as it is sent: a bencoded dictionary with the short form of peers. */
    default byte[] encode() {
        return AnnounceReplyCodec.encode(this);
    }

    /**
     * Reads a reply in the short or the long form.
     *
     * @throws AnnounceException when it is no bencoded dictionary, or one that has nothing of a reply; a single wrong field
     *     counts as absent
     */
    static AnnounceReply decode(byte[] body) throws AnnounceException {
        return AnnounceReplyCodec.decode(body);
    }
}
