package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.url.UrlParts;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * A web server that has the content of a torrent, as the torrent says (BEP 19).
 *
 * @param url an {@code http} or {@code https} URL: of the file, or of the folder that holds the torrent's file or folder
 * @param info the torrent
 * @param wanted which of its pieces the swarm wants, here or not; asked on any thread
 */
public record WebSeed(URI url, Info info, IntPredicate wanted) {
    private static final String PEER_ID_PREFIX = "-WS0100-";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** By what the swarm knows it: nobody else has this address, and no look-up of it succeeds. */
    public InetSocketAddress address() {
        String target = url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
        return InetSocketAddress.createUnresolved(UrlParts.host(url) + target, HttpSockets.port(url));
    }

    /** The 20 bytes that it has as a peer, the same whenever it is dialled. */
    byte[] peerId() {
        String unique = String.format("%08x%04x", url.hashCode(), address().hashCode() & 0xffff);
        return (PEER_ID_PREFIX + unique).getBytes(StandardCharsets.US_ASCII);
    }

    /** Where one of the torrent's files is. A folder's URL may lack its last slash. */
    URI of(int file) {
        String base = url.toString();
        if (info.singleFile()) {
            return base.endsWith("/") ? URI.create(base + encoded(names(file))) : url;
        }
        return URI.create(base + (base.endsWith("/") ? "" : "/") + encoded(names(file)));
    }

    /** The names on the way to a file, from the torrent's own, as the bytes that a server knows them by. */
    private List<byte[]> names(int file) {
        List<BString> names = new ArrayList<>();
        names.add(info.givenName().orElseGet(() -> BString.of(info.name())));
        if (!info.singleFile()) {
            names.addAll(info.files().get(file).names());
        }
        return names.stream().map(BString::toByteArray).toList();
    }

    /** RFC 3986: everything but letters, digits and four signs as percent and hexadecimal digits. */
    private static String encoded(List<byte[]> names) {
        return names.stream().map(WebSeed::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(byte[] name) {
        StringBuilder out = new StringBuilder(name.length + 16);
        for (byte b : name) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain || b == '-' || b == '.' || b == '_' || b == '~') {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }
}
