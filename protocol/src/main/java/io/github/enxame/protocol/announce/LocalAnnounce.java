package io.github.enxame.protocol.announce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a peer tells its local network (BEP 14), one datagram.
 *
 * @param port where it listens, 1 to 65535
 * @param infoHashes its swarms, one to {@link #MAX_HASHES}
 * @param cookie by which a peer knows its own announces when they come back to it, at most {@link #MAX_COOKIE_LENGTH}
 *     printable ASCII characters; empty for none
 */
public record LocalAnnounce(int port, List<Id20> infoHashes, String cookie) {
    /** Most swarms in one announce: it fits a datagram that networks carry whole. */
    public static final int MAX_HASHES = 24;
    /** Longest announce that is read, in bytes. */
    public static final int MAX_LENGTH = 2048;
    /** Longest cookie in characters. */
    public static final int MAX_COOKIE_LENGTH = 64;

    private static final String FIRST_LINE = "BT-SEARCH * HTTP/1.";
    private static final int HEX_LENGTH = 2 * Id20.LENGTH;

    public LocalAnnounce {
        infoHashes = List.copyOf(infoHashes);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
        if (infoHashes.isEmpty() || infoHashes.size() > MAX_HASHES) {
            throw new IllegalArgumentException(
                    "an announce has 1 to " + MAX_HASHES + " info-hashes, not " + infoHashes.size());
        }
        if (cookie.length() > MAX_COOKIE_LENGTH || !cookie.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a cookie has at most " + MAX_COOKIE_LENGTH + " printable characters");
        }
    }

    /**
     * The datagram.
     *
     * @param group address and port that it is sent to, as in a URL
     */
    public byte[] encode(String group) {
        StringBuilder out = new StringBuilder(1500)
                .append(FIRST_LINE)
                .append("1\r\nHost: ")
                .append(group)
                .append("\r\nPort: ")
                .append(port);
        infoHashes.forEach(hash -> out.append("\r\nInfohash: ").append(hash.hex()));
        if (!cookie.isEmpty()) {
            out.append("\r\ncookie: ").append(cookie);
        }
        return out.append("\r\n\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a datagram; its bytes are consumed. Info-hashes after the first {@link #MAX_HASHES}, those that are none, and
     * cookies that are none of ours are passed over.
     *
     * @throws AnnounceException when it is no announce
     */
    public static LocalAnnounce decode(ByteBuffer datagram) throws AnnounceException {
        if (datagram.remaining() > MAX_LENGTH) {
            throw new AnnounceException("a local announce has more than " + MAX_LENGTH + " bytes");
        }
        String[] lines = StandardCharsets.ISO_8859_1.decode(datagram).toString().split("\r?\n", -1);
        if (!lines[0].startsWith(FIRST_LINE)) {
            throw new AnnounceException("no local announce");
        }
        int port = 0;
        String cookie = "";
        List<Id20> hashes = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = Math.max(0, lines[i].indexOf(':'));
            String value =
                    lines[i].substring(Math.min(colon + 1, lines[i].length())).strip();
            switch (lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "port" -> port = port(value);
                case "infohash" -> add(hashes, value);
                case "cookie" -> cookie = cookie(value);
                default -> {
                    // A field of an extension that is not spoken here.
                }
            }
        }
        if (port == 0 || hashes.isEmpty()) {
            throw new AnnounceException("a local announce has no port or no info-hash");
        }
        return new LocalAnnounce(port, hashes, cookie);
    }

    private static int port(String value) throws AnnounceException {
        boolean number =
                !value.isEmpty() && value.length() <= 5 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(value) : 0;
        if (port < 1 || port > 65535) {
            throw new AnnounceException("a local announce has no usable port");
        }
        return port;
    }

    private static void add(List<Id20> hashes, String value) {
        if (hashes.size() < MAX_HASHES
                && value.length() == HEX_LENGTH
                && value.chars().allMatch(HexFormat::isHexDigit)) {
            hashes.add(Id20.of(HexFormat.of().parseHex(value)));
        }
    }

    private static String cookie(String value) {
        boolean plain = value.length() <= MAX_COOKIE_LENGTH && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain ? value : "";
    }
}
