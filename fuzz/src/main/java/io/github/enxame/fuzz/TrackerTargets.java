package io.github.enxame.fuzz;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.LocalAnnounce;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What trackers read of strangers, and peers of trackers and of the local network. */
final class TrackerTargets {
    private TrackerTargets() {}

    static void query(byte[] input) throws AnnounceException {
        String query = new String(input, StandardCharsets.ISO_8859_1);
        try {
            ScrapeRequest.parse(query);
        } catch (AnnounceException refused) {
            // An announce may still be one.
        }
        AnnounceRequest request;
        try {
            request = AnnounceRequest.parse(query);
        } catch (AnnounceException refused) {
            return;
        }
        AnnounceRequest again = AnnounceRequest.parse(request.toQuery());
        Target.require(again.infoHash().equals(request.infoHash()), "the swarm stays");
        Target.require(again.peerId().equals(request.peerId()), "the peer stays");
    }

    static void reply(byte[] input) throws AnnounceException {
        try {
            ScrapeReply.decode(input);
        } catch (AnnounceException refused) {
            // An announce's reply may still be one.
        }
        AnnounceReply reply;
        try {
            reply = AnnounceReply.decode(input);
        } catch (AnnounceException refused) {
            return;
        }
        AnnounceReply.decode(reply.encode());
    }

    /** The first byte chooses the datagram. */
    static void datagram(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ByteBuffer datagram = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        try {
            switch (input[0] & 3) {
                case 0 -> UdpTrackerRequest.decode(datagram);
                case 1 -> UdpTrackerReply.decode(datagram, false);
                case 2 -> UdpTrackerReply.decode(datagram, true);
                default -> LocalAnnounce.decode(datagram);
            }
        } catch (AnnounceException refused) {
            // As it should be.
        }
    }
}
