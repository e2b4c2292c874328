package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.AnnounceReply.Failure;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The bencoded form of announce replies. */
final class AnnounceReplyCodec {
    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_IP_LENGTH = 45;

    private AnnounceReplyCodec() {}

    static byte[] encode(AnnounceReply reply) {
        return Bencode.encode(
                switch (reply) {
                    case Peers peers -> dictionary(peers);
                    case Failure failure -> dictionary(failure);
                });
    }

    private static BDictionary dictionary(Failure failure) {
        BDictionary.Builder out = BDictionary.builder().put("failure reason", failure.reason());
        if (failure.retrySeconds() == Failure.RETRY_NEVER) {
            out.put("retry in", "never");
        } else if (failure.retrySeconds() != Failure.RETRY_UNSAID) {
            out.put("retry in", (failure.retrySeconds() + 59) / 60);
        }
        return out.build();
    }

    private static BDictionary dictionary(Peers reply) {
        BDictionary.Builder out = BDictionary.builder().put("interval", reply.intervalSeconds());
        if (reply.minIntervalSeconds() > 0) {
            out.put("min interval", reply.minIntervalSeconds());
        }
        if (reply.seeds() >= 0) {
            out.put("complete", reply.seeds());
        }
        if (reply.leeches() >= 0) {
            out.put("incomplete", reply.leeches());
        }
        out.put("peers", CompactPeers.encodeV4(reply.peers()));
        byte[] v6 = CompactPeers.encodeV6(reply.peers());
        if (v6.length > 0) {
            out.put("peers6", v6);
        }
        if (!reply.prompt().isEmpty()) {
            out.put("peers.f", PeerFlags.encode(reply.peers(), reply.prompt(), Inet4Address.class));
            out.put("peers6.f", PeerFlags.encode(reply.peers(), reply.prompt(), Inet6Address.class));
        }
        if (!reply.warning().isEmpty()) {
            out.put("warning message", reply.warning());
        }
        if (!reply.trackerId().isEmpty()) {
            out.put("tracker id", reply.trackerId().getBytes(StandardCharsets.ISO_8859_1));
        }
        reply.externalIp().ifPresent(ip -> out.put("external ip", ip.getAddress()));
        return out.build();
    }

    static AnnounceReply decode(byte[] body) throws AnnounceException {
        BDictionary dictionary = ReplyFields.dictionary(body);
        Optional<String> failure = ReplyFields.failure(dictionary);
        if (failure.isPresent()) {
            return new Failure(failure.get(), retrySeconds(dictionary));
        }
        if (dictionary.get("peers").isEmpty()
                && dictionary.get("peers6").isEmpty()
                && dictionary.get("interval").isEmpty()) {
            throw new AnnounceException("the reply has neither peers nor an interval: it is no tracker's");
        }
        List<PeerAddress> peers = new ArrayList<>(peers(dictionary));
        Set<PeerAddress> prompt = new HashSet<>(PeerFlags.prompt(peers, dictionary.string("peers.f")));
        Optional<BString> v6 = dictionary.string("peers6");
        if (v6.isPresent()) {
            List<PeerAddress> six = CompactPeers.decodeV6(v6.get().toByteArray(), AnnounceReply.MAX_PEERS);
            prompt.addAll(PeerFlags.prompt(six, dictionary.string("peers6.f")));
            peers.addAll(six);
        }
        return new Peers(
                (int) ReplyFields.count(dictionary, "interval", MAX_SECONDS, 0),
                (int) ReplyFields.count(dictionary, "min interval", MAX_SECONDS, 0),
                (int) ReplyFields.count(dictionary, "complete", Integer.MAX_VALUE, AnnounceReply.UNKNOWN),
                (int) ReplyFields.count(dictionary, "incomplete", Integer.MAX_VALUE, AnnounceReply.UNKNOWN),
                peers,
                ReplyFields.text(dictionary, "warning message").orElse(""),
                trackerId(dictionary),
                externalIp(dictionary),
                prompt);
    }

    /** BEP 31 counts in minutes. */
    private static int retrySeconds(BDictionary dictionary) {
        if (dictionary.text("retry in").orElse("").equals("never")) {
            return Failure.RETRY_NEVER;
        }
        OptionalLong minutes = dictionary.integer("retry in");
        return minutes.isPresent() && minutes.getAsLong() > 0
                ? (int) Math.min(minutes.getAsLong(), MAX_SECONDS / 60) * 60
                : Failure.RETRY_UNSAID;
    }

    private static List<PeerAddress> peers(BDictionary dictionary) throws AnnounceException {
        Optional<BValue> peers = dictionary.get("peers");
        if (peers.isEmpty()) {
            return List.of();
        }
        if (peers.get() instanceof BList list) {
            return longForm(list);
        }
        return CompactPeers.decodeV4(ReplyFields.bytes(peers.get(), "the list of peers"), AnnounceReply.MAX_PEERS);
    }

    /** The long form (BEP 3): a dictionary for each peer. Peers named by a host name, or malformed ones, are left out. */
    private static List<PeerAddress> longForm(BList list) throws AnnounceException {
        List<PeerAddress> peers = new ArrayList<>();
        for (BValue value : list.values()) {
            if (!(value instanceof BDictionary peer)) {
                throw new AnnounceException("a peer in the list is no dictionary");
            }
            String ip = peer.text("ip").orElse("");
            long port = peer.integer("port").orElse(0);
            Optional<InetAddress> address = literal(ip);
            if (address.isPresent() && port >= 1 && port <= 65535 && peers.size() < AnnounceReply.MAX_PEERS) {
                peers.add(new PeerAddress(address.get(), (int) port));
            }
        }
        return peers;
    }

    private static Optional<InetAddress> literal(String ip) {
        if (ip.isEmpty() || ip.length() > MAX_IP_LENGTH || ip.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(ip));
        } catch (IllegalArgumentException hostName) {
            return Optional.empty();
        }
    }

    private static String trackerId(BDictionary dictionary) {
        return dictionary
                .string("tracker id")
                .filter(id -> id.length() <= AnnounceRequest.MAX_TRACKER_ID_LENGTH)
                .map(id -> new String(id.toByteArray(), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    private static Optional<InetAddress> externalIp(BDictionary dictionary) throws AnnounceException {
        Optional<BString> ip = dictionary.string("external ip");
        if (ip.isEmpty() || (ip.get().length() != 4 && ip.get().length() != 16)) {
            return Optional.empty();
        }
        return Optional.of(CompactPeers.address(ip.get().toByteArray()));
    }
}
