package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A web server that has the content of a torrent, as the torrent says (BEP 19).
 *
 * @param url an {@code http} or {@code https} URL: of the file, or of the folder that holds the torrent's file or folder
 * @param info the torrent
 */
public record WebSeed(URI url, Info info) {
    private static final String PEER_ID_PREFIX = "-WS0100-";

    /** By what the swarm knows it: nobody else has this address, and no look-up of it succeeds. */
    public InetSocketAddress address() {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return InetSocketAddress.createUnresolved(url.getHost() + url.getRawPath(), port);
    }

    /** The 20 bytes that it has as a peer, the same whenever it is dialled. */
    byte[] peerId() {
        String unique = String.format("%08x%04x", url.hashCode(), address().hashCode() & 0xffff);
        return (PEER_ID_PREFIX + unique).getBytes(StandardCharsets.US_ASCII);
    }

    /** Where one of the torrent's files is. A folder's URL may lack its last slash. */
    URI of(int file) {
        FileEntry entry = info.files().get(file);
        String base = url.toString();
        if (info.singleFile()) {
            return base.endsWith("/") ? URI.create(base + encoded(List.of(info.name()))) : url;
        }
        List<String> names = new ArrayList<>();
        names.add(info.name());
        names.addAll(entry.path());
        return URI.create(base + (base.endsWith("/") ? "" : "/") + encoded(names));
    }

    /** RFC 3986: everything but letters, digits and four signs as percent and hexadecimal digits. */
    private static String encoded(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
    }
}
