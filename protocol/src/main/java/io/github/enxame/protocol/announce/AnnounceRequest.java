package io.github.enxame.protocol.announce;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a peer tells a tracker over HTTP (BEP 3, 7, 23). Optional texts are empty when absent; they hold bytes, one
 * character (0 to 255) for each.
 *
 * @param infoHash the swarm
 * @param peerId the peer's id
 * @param port where the peer listens, 1 to 65535; 0 for who cannot be reached
 * @param uploaded bytes of payload sent since {@code started}, at least 0
 * @param downloaded bytes of payload received since {@code started}, at least 0
 * @param left bytes still to fetch, 0 for a seed, {@link #UNKNOWN_LEFT} while the metadata is not known
 * @param event why it announces
 * @param wanted number of peers asked for, or {@link #WANTED_UNSAID}
 * @param compact whether the short form of peers (BEP 23) is asked for
 * @param key a secret by which the tracker knows the peer when its address changes, at most 64 bytes
 * @param trackerId what the tracker gave in an earlier reply, at most 512 bytes
 * @param ip the address the peer says it has; a tracker believes it only of whom it trusts
 */
public record AnnounceRequest(
        Id20 infoHash,
        Id20 peerId,
        int port,
        long uploaded,
        long downloaded,
        long left,
        AnnounceEvent event,
        int wanted,
        boolean compact,
        String key,
        String trackerId,
        Optional<InetAddress> ip) {
    /** {@link #left} of who does not know yet how much there is. */
    public static final long UNKNOWN_LEFT = Long.MAX_VALUE;
    /** {@link #wanted} of who leaves the number to the tracker. */
    public static final int WANTED_UNSAID = -1;
    /** Longest {@link #key} in bytes. */
    public static final int MAX_KEY_LENGTH = 64;
    /** Longest {@link #trackerId} in bytes. */
    public static final int MAX_TRACKER_ID_LENGTH = 512;

    private static final long MAX_COUNT = 999_999_999_999_999_999L;

    public AnnounceRequest {
        if (port < 0 || port > 65535 || uploaded < 0 || downloaded < 0 || left < 0 || wanted < WANTED_UNSAID) {
            throw new IllegalArgumentException("announce out of range: port " + port + ", uploaded " + uploaded
                    + ", downloaded " + downloaded + ", left " + left + ", wanted " + wanted);
        }
        if (key.length() > MAX_KEY_LENGTH || trackerId.length() > MAX_TRACKER_ID_LENGTH) {
            throw new IllegalArgumentException("key or tracker id too long");
        }
    }

    /** An announce with the peer's counts and nothing optional; the tracker chooses how many peers it gives. */
    public static AnnounceRequest of(
            Id20 infoHash, Id20 peerId, int port, long uploaded, long downloaded, long left, AnnounceEvent event) {
        return new AnnounceRequest(
                infoHash,
                peerId,
                port,
                uploaded,
                downloaded,
                left,
                event,
                WANTED_UNSAID,
                true,
                "",
                "",
                Optional.empty());
    }

    /** The same announce that asks for {@code peers} peers. */
    public AnnounceRequest withWanted(int peers) {
        return new AnnounceRequest(
                infoHash, peerId, port, uploaded, downloaded, left, event, peers, compact, key, trackerId, ip);
    }

    /** The same announce with the peer's secret. */
    public AnnounceRequest withKey(String secret) {
        return new AnnounceRequest(
                infoHash, peerId, port, uploaded, downloaded, left, event, wanted, compact, secret, trackerId, ip);
    }

    /** The same announce with what the tracker gave before. */
    public AnnounceRequest withTrackerId(String id) {
        return new AnnounceRequest(
                infoHash, peerId, port, uploaded, downloaded, left, event, wanted, compact, key, id, ip);
    }

    /** The same announce that says which address the peer has. */
    public AnnounceRequest withIp(InetAddress address) {
        return new AnnounceRequest(
                infoHash,
                peerId,
                port,
                uploaded,
                downloaded,
                left,
                event,
                wanted,
                compact,
                key,
                trackerId,
                Optional.of(address));
    }

    /** Whether the peer has everything. */
    public boolean seed() {
        return left == 0;
    }

    /** Whether it is a seed that takes requests along with the handshake: every Enxame, known by its peer id (BEP 20), does. */
    public boolean promptSeed() {
        byte[] id = peerId.bytes();
        return seed() && id[0] == '-' && id[1] == 'E' && id[2] == 'X';
    }

    /** The raw query string, percent-encoded, without the question mark. */
    public String toQuery() {
        StringBuilder out = new StringBuilder(320);
        out.append("info_hash=");
        PercentEncoding.append(out, infoHash.bytes());
        out.append("&peer_id=");
        PercentEncoding.append(out, peerId.bytes());
        out.append("&port=").append(port);
        out.append("&uploaded=").append(Math.min(uploaded, MAX_COUNT));
        out.append("&downloaded=").append(Math.min(downloaded, MAX_COUNT));
        if (left != UNKNOWN_LEFT) {
            out.append("&left=").append(Math.min(left, MAX_COUNT));
        }
        out.append("&compact=").append(compact ? 1 : 0).append("&no_peer_id=1");
        if (event != AnnounceEvent.REGULAR) {
            out.append("&event=").append(event.word());
        }
        if (wanted != WANTED_UNSAID) {
            out.append("&numwant=").append(wanted);
        }
        appendText(out, "&key=", key);
        appendText(out, "&trackerid=", trackerId);
        ip.ifPresent(address -> appendText(out, "&ip=", address.getHostAddress()));
        return out.toString();
    }

    private static void appendText(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            out.append(name);
            PercentEncoding.append(out, value.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The tracker's URL with this announce added to whatever query it has (a passkey, for one). */
    public URI toUri(URI tracker) {
        return TrackerUrls.withQuery(tracker, toQuery());
    }

    /**
     * Reads a raw (still percent-encoded) query string. Unknown fields are ignored, of repeated ones the last counts, and a
     * malformed one counts as not said unless it names the swarm or the peer.
     *
     * @throws AnnounceException when the info-hash or the peer id is missing or malformed, or the query is too long
     */
    public static AnnounceRequest parse(String query) throws AnnounceException {
        // Some clients add their fields with a question mark to a tracker's URL that has a query of its own.
        String asked = query.replace("?info_hash=", "&info_hash=");
        AnnounceFields fields = new AnnounceFields(asked);
        QueryFields.walk(asked, fields);
        return fields.toRequest();
    }
}
