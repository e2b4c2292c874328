package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** One announce to a UDP tracker, under way: which of the tracker's addresses it is at. */
final class UdpAnnounce {
    private final URI tracker;
    private final AnnounceRequest request;
    private final List<InetSocketAddress> addresses;
    private final Consumer<AnnounceResult> done;
    private final long startNanos;
    private int at;
    private boolean renewed;

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
        this.tracker = tracker;
        this.request = request;
        this.addresses = List.copyOf(addresses);
        this.done = done;
        this.startNanos = startNanos;
    }

    InetSocketAddress address() {
        return addresses.get(at);
    }

    boolean hasFurtherAddress() {
        return at + 1 < addresses.size();
    }

    void nextAddress() {
        at++;
        renewed = false;
    }

    /** Whether a new connection id may be asked for after a refusal, which may have been about the old one; once. */
    boolean mayRenew() {
        return !renewed;
    }

    void renewed() {
        renewed = true;
    }

    UdpTrackerRequest.Announce request(long connection, int transaction) {
        return new UdpTrackerRequest.Announce(connection, transaction, request, urlData());
    }

    /** Trackers that tell their users apart do so by what follows the host (BEP 41). */
    private String urlData() {
        URI ascii = URI.create(tracker.toASCIIString());
        String path = ascii.getRawPath() == null ? "" : ascii.getRawPath();
        String data = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
        return data.length() > UdpTrackerRequest.MAX_URL_DATA_LENGTH ? "" : data;
    }

    void answered(AnnounceReply reply, long nowNanos) {
        done.accept(new AnnounceResult.Announced(reply, nowNanos - startNanos));
    }

    void failed(String why) {
        done.accept(unreachable(tracker, why));
    }

    static AnnounceResult unreachable(URI tracker, String why) {
        return new AnnounceResult.Unreachable("Cannot announce to the tracker " + tracker + ": " + why + ".");
    }
}
