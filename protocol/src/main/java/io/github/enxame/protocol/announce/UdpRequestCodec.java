package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.announce.UdpTrackerRequest.Announce;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Connect;
import io.github.enxame.protocol.announce.UdpTrackerRequest.Scrape;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of requests to UDP trackers (BEP 15, 41). */
final class UdpRequestCodec {
    static final int CONNECT = 0;
    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int HEAD_LENGTH = 16;
    /** What stands in place of a connection id while there is none. */
    static final long PROTOCOL = 0x41727101980L;

    private static final int ANNOUNCE_LENGTH = 98;
    private static final int OPTION_END = 0;
    private static final int OPTION_NOTHING = 1;
    private static final int OPTION_URL_DATA = 2;
    private static final int MAX_OPTION_LENGTH = 255;
    private static final int ADDRESS_LENGTH = 4;

    private UdpRequestCodec() {}

    static byte[] encode(UdpTrackerRequest request) {
        return switch (request) {
            case Connect(int transaction) ->
                head(HEAD_LENGTH, PROTOCOL, CONNECT, transaction).array();
            case Announce announce -> encode(announce);
            case Scrape(long connection, int transaction, ScrapeRequest scrape) -> {
                int length = HEAD_LENGTH + scrape.infoHashes().size() * Id20.LENGTH;
                ByteBuffer out = head(length, connection, SCRAPE, transaction);
                scrape.infoHashes().forEach(hash -> out.put(hash.bytes()));
                yield out.array();
            }
        };
    }

    private static ByteBuffer head(int length, long connection, int action, int transaction) {
        return ByteBuffer.allocate(length).putLong(connection).putInt(action).putInt(transaction);
    }

    private static byte[] encode(Announce announce) {
        AnnounceRequest request = announce.request();
        byte[] urlData = announce.urlData().getBytes(StandardCharsets.ISO_8859_1);
        int options = (urlData.length + MAX_OPTION_LENGTH - 1) / MAX_OPTION_LENGTH;
        int length = ANNOUNCE_LENGTH + urlData.length + 2 * options;
        ByteBuffer out = head(length, announce.connection(), ANNOUNCE, announce.transaction())
                .put(request.infoHash().bytes())
                .put(request.peerId().bytes())
                .putLong(request.downloaded())
                .putLong(request.left())
                .putLong(request.uploaded())
                .putInt(UdpEvents.number(request.event()))
                .put(address(request.ip()))
                .putInt(UdpEvents.key(request.key()))
                .putInt(request.wanted())
                .putShort((short) request.port());
        for (int at = 0; at < urlData.length; at += MAX_OPTION_LENGTH) {
            int part = Math.min(MAX_OPTION_LENGTH, urlData.length - at);
            out.put((byte) OPTION_URL_DATA).put((byte) part).put(urlData, at, part);
        }
        return out.array();
    }

    /** All zeros for whoever leaves it to the tracker, or has an address that does not fit. */
    private static byte[] address(Optional<InetAddress> ip) {
        return ip.filter(Inet4Address.class::isInstance)
                .map(InetAddress::getAddress)
                .orElseGet(() -> new byte[ADDRESS_LENGTH]);
    }

    static boolean looksLikeOne(ByteBuffer in) {
        if (in.remaining() < HEAD_LENGTH) {
            return false;
        }
        return switch (in.getInt(in.position() + Long.BYTES)) {
            case CONNECT -> in.getLong(in.position()) == PROTOCOL;
            case ANNOUNCE -> in.remaining() >= ANNOUNCE_LENGTH;
            case SCRAPE -> in.remaining() >= HEAD_LENGTH + Id20.LENGTH;
            default -> false;
        };
    }

    static UdpTrackerRequest decode(ByteBuffer in) throws AnnounceException {
        if (in.remaining() < HEAD_LENGTH) {
            throw new AnnounceException("a datagram of " + in.remaining() + " bytes is no request to a tracker");
        }
        long connection = in.getLong();
        int action = in.getInt();
        int transaction = in.getInt();
        return switch (action) {
            case CONNECT -> {
                if (connection != PROTOCOL) {
                    throw new AnnounceException("a connect without the protocol's number");
                }
                yield new Connect(transaction);
            }
            case ANNOUNCE -> announce(connection, transaction, in);
            case SCRAPE -> new Scrape(connection, transaction, scrape(in));
            default -> throw new AnnounceException("there is no action " + action);
        };
    }

    private static Announce announce(long connection, int transaction, ByteBuffer in) throws AnnounceException {
        if (in.remaining() < ANNOUNCE_LENGTH - HEAD_LENGTH) {
            throw new AnnounceException("an announce is cut short");
        }
        Id20 infoHash = id(in);
        Id20 peerId = id(in);
        long downloaded = count(in.getLong());
        long left = in.getLong();
        long uploaded = count(in.getLong());
        AnnounceEvent event = UdpEvents.of(in.getInt());
        Optional<InetAddress> ip = ip(in);
        String key = UdpEvents.key(in.getInt());
        int wanted = Math.max(AnnounceRequest.WANTED_UNSAID, in.getInt());
        int port = in.getShort() & 0xffff;
        AnnounceRequest request = new AnnounceRequest(
                infoHash,
                peerId,
                port,
                uploaded,
                downloaded,
                left < 0 ? AnnounceRequest.UNKNOWN_LEFT : left,
                event,
                wanted,
                true,
                key,
                "",
                ip);
        return new Announce(connection, transaction, request, urlData(in));
    }

    private static Id20 id(ByteBuffer in) {
        byte[] bytes = new byte[Id20.LENGTH];
        in.get(bytes);
        return Id20.of(bytes);
    }

    /** More than the largest number of ours counts as that one. */
    private static long count(long value) {
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private static Optional<InetAddress> ip(ByteBuffer in) throws AnnounceException {
        byte[] address = new byte[ADDRESS_LENGTH];
        in.get(address);
        InetAddress ip = CompactPeers.address(address);
        return ip.isAnyLocalAddress() ? Optional.empty() : Optional.of(ip);
    }

    /**
     * The parts of the path and query put together (BEP 41), as far as they are whole and within the limit; options that nobody
     * here knows are stepped over.
     */
    private static String urlData(ByteBuffer in) {
        StringBuilder data = new StringBuilder();
        while (in.hasRemaining()) {
            switch (in.get()) {
                case OPTION_NOTHING -> {
                    // Fills a place.
                }
                case OPTION_URL_DATA -> {
                    if (!append(data, in)) {
                        return data.toString();
                    }
                }
                case OPTION_END -> {
                    return data.toString();
                }
                default -> {
                    if (in.hasRemaining()) {
                        int length = in.get() & 0xff;
                        in.position(in.position() + Math.min(length, in.remaining()));
                    }
                }
            }
        }
        return data.toString();
    }

    private static boolean append(StringBuilder data, ByteBuffer in) {
        int length = in.hasRemaining() ? in.get() & 0xff : 0;
        if (length > in.remaining() || data.length() + length > UdpTrackerRequest.MAX_URL_DATA_LENGTH) {
            return false;
        }
        byte[] part = new byte[length];
        in.get(part);
        data.append(new String(part, StandardCharsets.ISO_8859_1));
        return true;
    }

    private static ScrapeRequest scrape(ByteBuffer in) throws AnnounceException {
        int count = Math.min(in.remaining() / Id20.LENGTH, UdpTrackerRequest.MAX_SCRAPE_HASHES);
        if (count < 1) {
            throw new AnnounceException("a scrape names no swarm");
        }
        List<Id20> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(id(in));
        }
        return new ScrapeRequest(hashes);
    }
}
