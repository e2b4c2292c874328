package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.net.InetSocketAddress;
import java.util.List;

/** One request to a UDP tracker, under way: which of the tracker's addresses it is at. */
abstract sealed class UdpErrand permits UdpAnnounce, UdpScrape {
    private final List<InetSocketAddress> addresses;
    private int at;
    private boolean renewed;

    /** One that was not sent yet, with at least one address, in the order in which they are tried. */
    UdpErrand(List<InetSocketAddress> addresses) {
        this.addresses = List.copyOf(addresses);
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

    /** What is sent. */
    abstract UdpTrackerRequest request(long connection, int transaction);

    /** Takes an answer and ends; returns false if it is none to this request, which then goes on. */
    abstract boolean answered(UdpTrackerReply reply, long nowNanos);

    /** Ends without an answer; {@code why} says what happened and what to do. */
    abstract void failed(String why);
}
