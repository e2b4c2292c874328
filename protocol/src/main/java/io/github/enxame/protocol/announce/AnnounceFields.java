package io.github.enxame.protocol.announce;

import static io.github.enxame.protocol.announce.QueryFields.id;
import static io.github.enxame.protocol.announce.QueryFields.number;
import static io.github.enxame.protocol.announce.QueryFields.text;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one announce while its query is read. */
final class AnnounceFields implements QueryFields.Visitor {
    private static final int MAX_IP_LENGTH = 45;

    private final String query;
    private @Nullable Id20 infoHash;
    private @Nullable Id20 peerId;
    private int port;
    private long uploaded;
    private long downloaded;
    private long left = AnnounceRequest.UNKNOWN_LEFT;
    private AnnounceEvent event = AnnounceEvent.REGULAR;
    private int wanted = AnnounceRequest.WANTED_UNSAID;
    private boolean compact = true;
    private String key = "";
    private String trackerId = "";
    private Optional<InetAddress> ip = Optional.empty();

    AnnounceFields(String query) {
        this.query = query;
    }

    @Override
    public void field(String name, int start, int end) throws AnnounceException {
        switch (name) {
            case "info_hash" -> infoHash = id(name, query, start, end);
            case "peer_id" -> peerId = id(name, query, start, end);
            case "port" -> port = (int) number(name, query, start, end, 1, 65535);
            case "uploaded" -> uploaded = number(name, query, start, end, 0, Long.MAX_VALUE);
            case "downloaded" -> downloaded = number(name, query, start, end, 0, Long.MAX_VALUE);
            case "left" -> left = left(start, end);
            case "event" -> event = AnnounceEvent.of(text(name, query, start, end, 32));
            case "numwant" -> wanted = (int) Math.max(-1, number(name, query, start, end, -1, Integer.MAX_VALUE));
            case "compact" -> compact = !text(name, query, start, end, 8).equals("0");
            case "key" -> key = text(name, query, start, end, AnnounceRequest.MAX_KEY_LENGTH);
            case "trackerid" -> trackerId = text(name, query, start, end, AnnounceRequest.MAX_TRACKER_ID_LENGTH);
            case "ip" -> ip = literal(text(name, query, start, end, 255));
            default -> {
                // A field of an extension that is not spoken here.
            }
        }
    }

    /** Clients without the metadata send nothing, -1 or the largest number they have. */
    private long left(int start, int end) throws AnnounceException {
        if (end - start > 18) {
            text("left", query, start, end, 20);
            return AnnounceRequest.UNKNOWN_LEFT;
        }
        long value = number("left", query, start, end, -1, Long.MAX_VALUE);
        return value < 0 ? AnnounceRequest.UNKNOWN_LEFT : value;
    }

    /** The address written in numbers; a host name is not looked up, it counts as not said. */
    private static Optional<InetAddress> literal(String text) {
        if (text.isEmpty() || text.length() > MAX_IP_LENGTH || text.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    AnnounceRequest toRequest() throws AnnounceException {
        if (infoHash == null) {
            throw new AnnounceException("info_hash is missing");
        }
        if (peerId == null) {
            throw new AnnounceException("peer_id is missing");
        }
        if (port == 0) {
            throw new AnnounceException("port is missing");
        }
        return new AnnounceRequest(
                infoHash, peerId, port, uploaded, downloaded, left, event, wanted, compact, key, trackerId, ip);
    }
}
