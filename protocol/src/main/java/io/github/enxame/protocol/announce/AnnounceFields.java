package io.github.enxame.protocol.announce;

import static io.github.enxame.protocol.announce.QueryFields.id;
import static io.github.enxame.protocol.announce.QueryFields.number;
import static io.github.enxame.protocol.announce.QueryFields.text;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of one announce while its query is read. Only what names the swarm and the peer must be right: any other
 * field that is malformed counts as not said, or as the nearest value that makes sense.
 */
final class AnnounceFields implements QueryFields.Visitor {
    private static final int MAX_IP_LENGTH = 45;
    private static final int MAX_EVENT_LENGTH = 32;
    private static final int MAX_PORT = 65535;

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
            case "port" -> port = port(start, end);
            case "uploaded" -> uploaded = number(query, start, end, 0, Long.MAX_VALUE, 0);
            case "downloaded" -> downloaded = number(query, start, end, 0, Long.MAX_VALUE, 0);
            case "left" -> left = left(start, end);
            case "event" ->
                event = AnnounceEvent.of(
                        text(query, start, end, MAX_EVENT_LENGTH).toLowerCase(Locale.ROOT));
            case "numwant" ->
                wanted = (int) number(
                        query,
                        start,
                        end,
                        AnnounceRequest.WANTED_UNSAID,
                        Integer.MAX_VALUE,
                        AnnounceRequest.WANTED_UNSAID);
            case "compact" ->
                compact = !text(query, start, end, MAX_EVENT_LENGTH).equals("0");
            case "key" -> key = text(query, start, end, AnnounceRequest.MAX_KEY_LENGTH);
            case "trackerid" -> trackerId = text(query, start, end, AnnounceRequest.MAX_TRACKER_ID_LENGTH);
            case "ip" -> ip = literal(text(query, start, end, MAX_IP_LENGTH + 1));
            default -> {
                // A field of an extension that is not spoken here.
            }
        }
    }

    /** What is no port counts as none: who cannot be reached may ask for peers all the same. */
    private int port(int start, int end) {
        long value = number(query, start, end, -1, MAX_PORT + 1L, 0);
        return value < 0 || value > MAX_PORT ? 0 : (int) value;
    }

    /** Clients without the metadata send nothing, -1 or the largest number they have. */
    private long left(int start, int end) {
        long value = number(query, start, end, -1, AnnounceRequest.UNKNOWN_LEFT, -1);
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
        return new AnnounceRequest(
                infoHash, peerId, port, uploaded, downloaded, left, event, wanted, compact, key, trackerId, ip);
    }
}
