package io.github.enxame.tracker.udp;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.swarm.Requester;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Answers datagrams (BEP 15). Whoever has shown no valid connection id gets no more bytes than it sent, so that the tracker
 * amplifies nothing towards a forged address. One thread at a time.
 */
final class UdpAnswers {
    private static final Counts NOBODY = new Counts(0, 0, 0);
    /** Shorter than whatever it answers. */
    private static final String STALE = "Connect";

    private final AnnounceService announces;
    private final ConnectionIds connections;

    UdpAnswers(AnnounceService announces, ConnectionIds connections) {
        this.announces = announces;
        this.connections = connections;
    }

    /**
     * The datagram to send back; empty when none is.
     *
     * @param requester from where it came
     */
    Optional<byte[]> answer(ByteBuffer datagram, Requester requester, long nowNanos) {
        UdpTrackerRequest request;
        try {
            request = UdpTrackerRequest.decode(datagram);
        } catch (AnnounceException noRequest) {
            return Optional.empty();
        }
        InetAddress source = requester.source();
        UdpTrackerReply reply =
                switch (request) {
                    case UdpTrackerRequest.Connect(int transaction) ->
                        new UdpTrackerReply.Connected(transaction, connections.of(source, nowNanos));
                    case UdpTrackerRequest.Announce announce ->
                        connections.valid(announce.connection(), source, nowNanos)
                                ? announced(announce, requester, nowNanos)
                                : new UdpTrackerReply.Refused(announce.transaction(), STALE);
                    case UdpTrackerRequest.Scrape scrape ->
                        connections.valid(scrape.connection(), source, nowNanos)
                                ? scraped(scrape, nowNanos)
                                : new UdpTrackerReply.Refused(scrape.transaction(), STALE);
                };
        return Optional.of(reply.encode(source instanceof Inet6Address));
    }

    private UdpTrackerReply announced(UdpTrackerRequest.Announce announce, Requester requester, long nowNanos) {
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
