package io.github.enxame.protocol.magnet;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A magnet link (BEP 9, 53): a torrent's info-hash, and where to begin to look for who has it. Immutable, safe on any thread.
 *
 * @param infoHashV1 from {@code xt=urn:btih:}; at least one of the two is there
 * @param infoHashV2 from {@code xt=urn:btmh:}
 * @param name what to show until the torrent's own name is known ({@code dn}), fit to be shown; a claim of whoever made the link
 * @param trackers the trackers ({@code tr}), each once; at most {@link MetainfoLimits#MAX_TRACKERS}
 * @param webSeeds HTTP servers that have the files ({@code ws}), each once; at most {@link MetainfoLimits#MAX_WEB_SEEDS}
 * @param peers who may have it ({@code x.pe}), each once; at most {@link MetainfoLimits#MAX_PEERS}
 * @param selected the files that are wanted ({@code so}); empty for all; at most {@link #MAX_RANGES}
 * @param unusable trackers and web seeds that stand in the link and cannot be used, with the reasons; no part of {@link
 *     #toString}
 */
public record MagnetLink(
        Optional<InfoHash> infoHashV1,
        Optional<InfoHash> infoHashV2,
        Optional<String> name,
        List<URI> trackers,
        List<URI> webSeeds,
        List<MagnetPeer> peers,
        List<FileRange> selected,
        List<UnusableUrl> unusable) {
    /** Longest link that is read, in characters. */
    public static final int MAX_LENGTH = 64 << 10;

    /** Longest name that is kept, in characters; the rest is cut. */
    public static final int MAX_NAME_LENGTH = 255;

    /** Most ranges of files that are kept; the rest is passed over. */
    public static final int MAX_RANGES = 1_000;

    static final String SCHEME = "magnet:?";
    static final String V1_URN = "urn:btih:";
    static final String V2_URN = "urn:btmh:";
    /** Multihash: SHA-256 is function 0x12, its digest 0x20 bytes long. */
    static final String SHA256_TAG = "1220";

    /** A link in which every URL can be used. */
    public MagnetLink(
            Optional<InfoHash> infoHashV1,
            Optional<InfoHash> infoHashV2,
            Optional<String> name,
            List<URI> trackers,
            List<URI> webSeeds,
            List<MagnetPeer> peers,
            List<FileRange> selected) {
        this(infoHashV1, infoHashV2, name, trackers, webSeeds, peers, selected, List.of());
    }

    public MagnetLink {
        if (infoHashV1.isEmpty() && infoHashV2.isEmpty()) {
            throw new IllegalArgumentException("a magnet link has an info-hash");
        }
        if (infoHashV1.filter(InfoHash::isV2).isPresent()
                || infoHashV2.filter(hash -> !hash.isV2()).isPresent()) {
            throw new IllegalArgumentException("a v1 info-hash in place of a v2 one, or the reverse");
        }
        trackers = List.copyOf(trackers);
        webSeeds = List.copyOf(webSeeds);
        peers = List.copyOf(peers);
        selected = List.copyOf(selected);
        unusable = List.copyOf(unusable);
    }

    /**
     * The link that leads to a torrent, to be given to others: its info-hashes, name, trackers in their order and web seeds,
     * without the names and passwords in their URLs.
     */
    public static MagnetLink of(Metainfo metainfo) {
        return new MagnetLink(
                        metainfo.infoHashV1(),
                        metainfo.infoHashV2(),
                        Optional.of(metainfo.info().name()),
                        metainfo.trackers().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .toList(),
                        metainfo.webSeeds(),
                        List.of(),
                        List.of())
                .withoutUsers();
    }

    /** Whether {@code text} is meant to be a magnet link, well-formed or not. */
    public static boolean looksLike(String text) {
        String start = MagnetReader.stripped(text);
        start = start.startsWith("<") || start.startsWith("\"") || start.startsWith("'") ? start.substring(1) : start;
        return start.regionMatches(true, 0, SCHEME, 0, SCHEME.length() - 1)
                || start.regionMatches(true, 0, MagnetReader.ENCODED, 0, MagnetReader.ENCODED.length());
    }

    /**
     * Reads a link. Fields that are unknown, malformed or too many are passed over, but for the info-hashes.
     *
     * @throws MagnetException when it is no magnet link, names no torrent of BitTorrent or has an info-hash that is wrong
     */
    public static MagnetLink parse(String text) throws MagnetException {
        return new MagnetReader().read(text);
    }

    /** The info-hash that names the torrent: v1's if there is one, else v2's. */
    public InfoHash infoHash() {
        return infoHashV1.or(() -> infoHashV2).orElseThrow();
    }

    /** The same, with these files selected and no others. */
    public MagnetLink selecting(List<FileRange> files) {
        return new MagnetLink(infoHashV1, infoHashV2, name, trackers, webSeeds, peers, files, unusable);
    }

    /** The same to be shown and given to others: without the names and passwords in its URLs. */
    public MagnetLink withoutUsers() {
        return new MagnetLink(
                infoHashV1,
                infoHashV2,
                name,
                trackers.stream().map(UrlParts::withoutUser).distinct().toList(),
                webSeeds.stream().map(UrlParts::withoutUser).distinct().toList(),
                peers,
                selected,
                unusable);
    }

    /** The same, without what cannot be used. */
    public MagnetLink usablePart() {
        return new MagnetLink(infoHashV1, infoHashV2, name, trackers, webSeeds, peers, selected);
    }

    /** The link itself; {@link #parse} reads the same from it, but for what cannot be used. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(SCHEME);
        infoHashV1.ifPresent(hash -> append(out, "xt", V1_URN + hash.hex()));
        infoHashV2.ifPresent(hash -> append(out, "xt", V2_URN + SHA256_TAG + hash.hex()));
        name.ifPresent(shown -> append(out, "dn", encoded(shown)));
        trackers.forEach(tracker -> append(out, "tr", encoded(tracker.toString())));
        webSeeds.forEach(seed -> append(out, "ws", encoded(seed.toString())));
        peers.forEach(peer -> append(out, "x.pe", peer.toString()));
        if (!selected.isEmpty()) {
            append(out, "so", selected.stream().map(FileRange::toString).collect(Collectors.joining(",")));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String key, String value) {
        out.append(out.length() == SCHEME.length() ? "" : "&")
                .append(key)
                .append('=')
                .append(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
