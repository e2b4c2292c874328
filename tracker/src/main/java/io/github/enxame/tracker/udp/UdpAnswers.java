package io.github.enxame.tracker.udp;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import io.github.enxame.tracker.AddressRanges;
import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.swarm.Requester;
import io.github.enxame.tracker.swarm.Requester.Standing;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Answers datagrams (BEP 15). Whoever has shown no valid connection id gets no more bytes than it sent, so that the tracker
 * amplifies nothing towards a forged address, and gets few of them. What is no request costs a look at its first 16 bytes. One
 * thread at a time.
 */
final class UdpAnswers {
    /** Longest answer, in bytes. */
    static final int MAX_LENGTH = UdpTrackerReply.MAX_LENGTH;

    private static final int CONNECT = 0;
    private static final int REFUSAL = 3;
    private static final int ACTION_AT = Long.BYTES;
    private static final int TRANSACTION_AT = ACTION_AT + Integer.BYTES;
    private static final Counts NOBODY = new Counts(0, 0, 0);
    /** "Connect": shorter than whatever it answers. */
    private static final byte[] STALE = {'C', 'o', 'n', 'n', 'e', 'c', 't'};

    private final AnnounceService announces;
    private final AddressRanges trusted;
    private final ConnectionIds connections;
    private final FlowLimiter flows;

    /**
     * Answers with what the service knows.
     *
     * @param trusted who may announce another address than its own
     * @param random makes secrets: unforeseeable
     */
    UdpAnswers(AnnounceService announces, AddressRanges trusted, RandomGenerator random) {
        this.announces = announces;
        this.trusted = trusted;
        this.connections = new ConnectionIds(random);
        this.flows = new FlowLimiter(random);
    }

    /**
     * Answers a datagram; its bytes are consumed.
     *
     * @param from from where it came
     * @param out takes the answer: cleared, with room for {@link #MAX_LENGTH} bytes
     * @return whether there is an answer
     */
    boolean answer(ByteBuffer datagram, InetSocketAddress from, ByteBuffer out, long nowNanos) {
        if (!UdpTrackerRequest.looksLikeOne(datagram)) {
            return false;
        }
        InetAddress source = from.getAddress();
        int start = datagram.position();
        int transaction = datagram.getInt(start + TRANSACTION_AT);
        if (datagram.getInt(start + ACTION_AT) == CONNECT) {
            if (!flows.admits(from, nowNanos)) {
                return false;
            }
            out.putInt(CONNECT).putInt(transaction).putLong(connections.of(source, nowNanos));
            return true;
        }
        if (!connections.valid(datagram.getLong(start), source, nowNanos)) {
            if (!flows.admits(from, nowNanos)) {
                return false;
            }
            out.putInt(REFUSAL).putInt(transaction).put(STALE);
            return true;
        }
        Optional<UdpTrackerReply> reply = connected(datagram, from, nowNanos);
        reply.ifPresent(answer -> out.put(answer.encode(source instanceof Inet6Address)));
        return reply.isPresent();
    }

    private Optional<UdpTrackerReply> connected(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        UdpTrackerRequest request;
        try {
            request = UdpTrackerRequest.decode(datagram);
        } catch (AnnounceException noRequest) {
            return Optional.empty();
        }
        return switch (request) {
            case UdpTrackerRequest.Connect _ -> Optional.empty();
            case UdpTrackerRequest.Announce announce -> Optional.of(announced(announce, from, nowNanos));
            case UdpTrackerRequest.Scrape scrape -> Optional.of(scraped(scrape, nowNanos));
        };
    }

    private UdpTrackerReply announced(UdpTrackerRequest.Announce announce, InetSocketAddress from, long nowNanos) {
        InetAddress source = from.getAddress();
        Standing standing = trusted.contains(source) ? Standing.TRUSTED : Standing.PEER;
        Requester requester = new Requester(source, new LocalAddress(from), standing);
        return switch (announces.announce(announce.request(), requester, nowNanos)) {
            case AnnounceReply.Peers peers -> new UdpTrackerReply.Announced(announce.transaction(), peers);
            case AnnounceReply.Failure failure -> new UdpTrackerReply.Refused(announce.transaction(), failure.reason());
        };
    }

    private UdpTrackerReply scraped(UdpTrackerRequest.Scrape scrape, long nowNanos) {
        List<Id20> asked = scrape.request().infoHashes();
        return switch (announces.scrape(scrape.request(), nowNanos)) {
            case ScrapeReply.Swarms found ->
                new UdpTrackerReply.Scraped(
                        scrape.transaction(),
                        asked.stream()
                                .map(hash -> found.swarms().getOrDefault(hash, NOBODY))
                                .toList());
            case ScrapeReply.Failure failure -> new UdpTrackerReply.Refused(scrape.transaction(), failure.reason());
        };
    }
}
