package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.UdpTrackerReply.Announced;
import io.github.enxame.protocol.announce.UdpTrackerReply.Connected;
import io.github.enxame.protocol.announce.UdpTrackerReply.Refused;
import io.github.enxame.protocol.announce.UdpTrackerReply.Scraped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of UDP trackers' replies (BEP 15). */
final class UdpReplyCodec {
    private static final int ERROR = 3;
    private static final int HEAD_LENGTH = 8;
    private static final int ANNOUNCED_HEAD_LENGTH = 20;
    private static final int COUNTS_LENGTH = 12;
    private static final int MAX_SECONDS = 7 * 24 * 3600;

    private UdpReplyCodec() {}

    static byte[] encode(UdpTrackerReply reply, boolean v6) {
        return switch (reply) {
            case Connected(int transaction, long connection) ->
                head(HEAD_LENGTH + Long.BYTES, UdpRequestCodec.CONNECT, transaction)
                        .putLong(connection)
                        .array();
            case Announced announced -> encode(announced, v6);
            case Scraped(int transaction, List<Counts> counts) -> {
                ByteBuffer out = head(HEAD_LENGTH + counts.size() * COUNTS_LENGTH, UdpRequestCodec.SCRAPE, transaction);
                for (Counts swarm : counts) {
                    out.putInt(cut(swarm.seeds()))
                            .putInt(cut(swarm.completed()))
                            .putInt(cut(swarm.leeches()));
                }
                yield out.array();
            }
            case Refused(int transaction, String reason) -> {
                byte[] text = reason.getBytes(StandardCharsets.UTF_8);
                int length = Math.min(text.length, AnnounceReply.MAX_TEXT_LENGTH);
                yield head(HEAD_LENGTH + length, ERROR, transaction)
                        .put(text, 0, length)
                        .array();
            }
        };
    }

    private static ByteBuffer head(int length, int action, int transaction) {
        return ByteBuffer.allocate(length).putInt(action).putInt(transaction);
    }

    private static int cut(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private static byte[] encode(Announced announced, boolean v6) {
        AnnounceReply.Peers reply = announced.peers();
        byte[] peers = v6 ? CompactPeers.encodeV6(reply.peers()) : CompactPeers.encodeV4(reply.peers());
        int each = v6 ? CompactPeers.V6_LENGTH : CompactPeers.V4_LENGTH;
        int fitting = Math.min(peers.length, (UdpTrackerReply.MAX_LENGTH - ANNOUNCED_HEAD_LENGTH) / each * each);
        return head(ANNOUNCED_HEAD_LENGTH + fitting, UdpRequestCodec.ANNOUNCE, announced.transaction())
                .putInt(reply.intervalSeconds())
                .putInt(Math.max(0, reply.leeches()))
                .putInt(Math.max(0, reply.seeds()))
                .put(peers, 0, fitting)
                .array();
    }

    static UdpTrackerReply decode(ByteBuffer in, boolean v6) throws AnnounceException {
        need(in, HEAD_LENGTH);
        int action = in.getInt();
        int transaction = in.getInt();
        return switch (action) {
            case UdpRequestCodec.CONNECT -> {
                need(in, Long.BYTES);
                yield new Connected(transaction, in.getLong());
            }
            case UdpRequestCodec.ANNOUNCE -> new Announced(transaction, peers(in, v6));
            case UdpRequestCodec.SCRAPE -> new Scraped(transaction, counts(in));
            case ERROR -> {
                byte[] text = new byte[in.remaining()];
                in.get(text);
                yield new Refused(transaction, ReplyFields.clean(new String(text, StandardCharsets.UTF_8)));
            }
            default -> throw new AnnounceException("there is no reply " + action);
        };
    }

    private static void need(ByteBuffer in, int length) throws AnnounceException {
        if (in.remaining() < length) {
            throw new AnnounceException("the reply is cut short");
        }
    }

    /** What follows the last whole peer is filling. */
    private static AnnounceReply.Peers peers(ByteBuffer in, boolean v6) throws AnnounceException {
        need(in, ANNOUNCED_HEAD_LENGTH - HEAD_LENGTH);
        int interval = Math.max(0, Math.min(in.getInt(), MAX_SECONDS));
        int leeches = Math.max(0, in.getInt());
        int seeds = Math.max(0, in.getInt());
        byte[] packed = new byte[in.remaining()];
        in.get(packed);
        List<PeerAddress> peers = v6
                ? CompactPeers.decodeV6(packed, AnnounceReply.MAX_PEERS)
                : CompactPeers.decodeV4(packed, AnnounceReply.MAX_PEERS);
        return new AnnounceReply.Peers(interval, 0, seeds, leeches, peers, "", "", Optional.empty());
    }

    private static List<Counts> counts(ByteBuffer in) {
        int count = Math.min(in.remaining() / COUNTS_LENGTH, UdpTrackerRequest.MAX_SCRAPE_HASHES);
        List<Counts> counts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long seeds = Math.max(0, in.getInt());
            long completed = Math.max(0, in.getInt());
            counts.add(new Counts(seeds, completed, Math.max(0, in.getInt())));
        }
        return counts;
    }
}
