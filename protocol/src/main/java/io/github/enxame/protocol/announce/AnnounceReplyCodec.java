package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.AnnounceReply.Failure;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
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
import java.util.Set;

/** The bencoded form of announce replies. */
final class AnnounceReplyCodec {
    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_IP_LENGTH = 45;
    private static final BValue NONE = BString.of("");

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

    /**
     * Reads a reply field by field: one that is wrong counts as absent, since a tracker's script that writes one field badly
     * still names peers.
     */
    static AnnounceReply decode(byte[] body) throws AnnounceException {
        BDictionary dictionary = ReplyFields.dictionary(body);
        List<PeerAddress> peers = new ArrayList<>(peers(dictionary, "peers", Inet4Address.class));
        Set<PeerAddress> prompt = new HashSet<>(PeerFlags.prompt(peers, dictionary.string("peers.f")));
        List<PeerAddress> six = peers(dictionary, "peers6", Inet6Address.class);
        prompt.addAll(PeerFlags.prompt(six, dictionary.string("peers6.f")));
        peers.addAll(six);
        List<NamedPeer> named = named(dictionary);
        Optional<String> failure = ReplyFields.failure(dictionary);
        if (failure.isPresent() && peers.isEmpty() && named.isEmpty()) {
            return new Failure(failure.get(), retrySeconds(dictionary));
        }
        if (!hasPeers(dictionary, "peers")
                && !hasPeers(dictionary, "peers6")
                && ReplyFields.number(dictionary, "interval").isEmpty()) {
            throw new AnnounceException("the reply has neither peers nor an interval: it is no tracker's");
        }
        return new Peers(
                (int) ReplyFields.count(dictionary, "interval", MAX_SECONDS, 0),
                (int) ReplyFields.count(dictionary, "min interval", MAX_SECONDS, 0),
                (int) ReplyFields.count(dictionary, "complete", Integer.MAX_VALUE, AnnounceReply.UNKNOWN),
                (int) ReplyFields.count(dictionary, "incomplete", Integer.MAX_VALUE, AnnounceReply.UNKNOWN),
                peers,
                ReplyFields.text(dictionary, "warning message")
                        .filter(text -> !text.isEmpty())
                        .or(() -> failure)
                        .orElse(""),
                trackerId(dictionary),
                externalIp(dictionary),
                prompt,
                named);
    }

    /** BEP 31 counts in minutes. */
    private static int retrySeconds(BDictionary dictionary) {
        if (dictionary.text("retry in").orElse("").equals("never")) {
            return Failure.RETRY_NEVER;
        }
        return ReplyFields.number(dictionary, "retry in")
                .filter(minutes -> minutes > 0)
                .map(minutes -> (int) Math.min(minutes, MAX_SECONDS / 60) * 60)
                .orElse(Failure.RETRY_UNSAID);
    }

    /** The peers under a key: packed (BEP 7, 23), or a dictionary for each (BEP 3); none where it is something else. */
    private static List<PeerAddress> peers(BDictionary dictionary, String key, Class<?> family) {
        return switch (dictionary.get(key).orElse(NONE)) {
            case BList list -> longForm(list);
            case BString packed
            when family == Inet4Address.class -> CompactPeers.decodeV4(packed.toByteArray(), AnnounceReply.MAX_PEERS);
            case BString packed -> CompactPeers.decodeV6(packed.toByteArray(), AnnounceReply.MAX_PEERS);
            case BDictionary _, BInteger _ -> List.of();
        };
    }

    private static List<PeerAddress> longForm(BList list) {
        List<PeerAddress> peers = new ArrayList<>();
        for (BValue value : list.values()) {
            if (value instanceof BDictionary peer && peers.size() < AnnounceReply.MAX_PEERS) {
                int port = port(peer);
                literal(peer.text("ip").orElse("").strip())
                        .filter(_ -> port > 0)
                        .ifPresent(address -> peers.add(new PeerAddress(address, port)));
            }
        }
        return peers;
    }

    private static boolean hasPeers(BDictionary dictionary, String key) {
        BValue peers = dictionary.get(key).orElse(null);
        return peers instanceof BString || peers instanceof BList;
    }

    /** The peers that the tracker names by a host name (BEP 3), which somebody has to look up. */
    private static List<NamedPeer> named(BDictionary dictionary) {
        List<NamedPeer> named = new ArrayList<>();
        for (BValue value : dictionary.list("peers").map(BList::values).orElse(List.of())) {
            if (value instanceof BDictionary peer && named.size() < AnnounceReply.MAX_NAMED_PEERS) {
                String host = peer.text("ip").orElse("").strip();
                int port = port(peer);
                if (port > 0 && literal(host).isEmpty() && NamedPeer.isName(host)) {
                    named.add(new NamedPeer(host, port));
                }
            }
        }
        return named;
    }

    /** 1 to 65535, or 0 where it is missing or wrong. */
    private static int port(BDictionary peer) {
        return (int) Math.max(
                0,
                ReplyFields.number(peer, "port").filter(port -> port <= 65535).orElse(0L));
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

    private static Optional<InetAddress> externalIp(BDictionary dictionary) {
        Optional<BString> ip = dictionary.string("external ip");
        if (ip.isEmpty() || (ip.get().length() != 4 && ip.get().length() != 16)) {
            return Optional.empty();
        }
        return Optional.of(CompactPeers.address(ip.get().toByteArray()));
    }
}
