package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import io.github.enxame.protocol.url.UrlParts;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** One announce to a UDP tracker, under way. */
final class UdpAnnounce extends UdpErrand {
    private final URI tracker;
    private final AnnounceRequest request;
    private final Consumer<AnnounceResult> done;
    private final long startNanos;

    /**
     * An announce that was not sent yet.
     *
     * @param addresses the tracker's, at least one, in the order in which they are tried
     */
    UdpAnnounce(
            URI tracker,
            AnnounceRequest request,
            List<InetSocketAddress> addresses,
            Consumer<AnnounceResult> done,
            long startNanos) {
        super(addresses);
        this.tracker = tracker;
        this.request = request;
        this.done = done;
        this.startNanos = startNanos;
    }

    @Override
    UdpTrackerRequest request(long connection, int transaction) {
        return new UdpTrackerRequest.Announce(connection, transaction, request, urlData());
    }

    /** Trackers that tell their users apart do so by what follows the host (BEP 41). */
    private String urlData() {
        String path = tracker.getRawPath() == null ? "" : tracker.getRawPath();
        String data = tracker.getRawQuery() == null ? path : path + "?" + tracker.getRawQuery();
        return data.length() > UdpTrackerRequest.MAX_URL_DATA_LENGTH ? "" : data;
    }

    @Override
    boolean answered(UdpTrackerReply reply, long nowNanos) {
        return switch (reply) {
            case UdpTrackerReply.Announced(int _, AnnounceReply.Peers peers) -> {
                done.accept(new AnnounceResult.Announced(peers, nowNanos - startNanos));
                yield true;
            }
            case UdpTrackerReply.Refused(int _, String reason) -> {
                AnnounceReply failure = new AnnounceReply.Failure(reason, AnnounceReply.Failure.RETRY_UNSAID);
                done.accept(new AnnounceResult.Announced(failure, nowNanos - startNanos));
                yield true;
            }
            case UdpTrackerReply.Connected _, UdpTrackerReply.Scraped _ -> false;
        };
    }

    @Override
    void failed(String why) {
        done.accept(unreachable(tracker, why));
    }

    static AnnounceResult unreachable(URI tracker, String why) {
        return new AnnounceResult.Unreachable(
                "Cannot announce to the tracker " + UrlParts.shown(tracker) + ": " + why + ".");
    }
}
