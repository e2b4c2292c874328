package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import io.github.enxame.protocol.url.UnusableUrl;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A .torrent: the info, which the info-hash covers, and what stands beside it (BEP 3, 12, 19, 27, 47, 52). It keeps every key,
 * known or not, so that what is written is byte for byte what was read, but for what was changed. Immutable, safe on any
 * thread.
 */
public final class Metainfo {
    private final BDictionary top;
    private final int bytesAfter;
    private final byte[] infoBytes;
    private final Info info;
    private final Optional<InfoHash> infoHashV1;
    private final Optional<InfoHash> infoHashV2;

    private Metainfo(BDictionary top, BDictionary infoDictionary, int bytesAfter) throws MetainfoException {
        this.top = top;
        this.bytesAfter = bytesAfter;
        info = InfoReader.read(infoDictionary, top.get("piece layers"));
        infoBytes = Bencode.encode(infoDictionary);
        infoHashV1 = info.hasV1() ? Optional.of(InfoHash.v1(Digests.sha1().digest(infoBytes))) : Optional.empty();
        infoHashV2 = info.hasV2() ? Optional.of(InfoHash.v2(Digests.sha256().digest(infoBytes))) : Optional.empty();
    }

    /** {@code original} with other keys beside the same info. */
    private Metainfo(Metainfo original, BDictionary top) {
        this.top = top;
        bytesAfter = original.bytesAfter;
        info = original.info;
        infoBytes = original.infoBytes;
        infoHashV1 = original.infoHashV1;
        infoHashV2 = original.infoHashV2;
    }

    /**
     * Reads a .torrent. White space and a byte order mark before it, and whatever stands after it, are passed over, since web
     * sites' scripts add them; {@link #bytesAfter} says how much. The info-hash is that of the info's own bytes.
     *
     * @throws MetainfoException if {@code bytes} are none that Enxame can use
     */
    public static Metainfo parse(byte[] bytes) throws MetainfoException {
        int start = start(bytes);
        if (start < bytes.length && bytes[start] == '<') {
            throw new MetainfoException(
                    Reason.INVALID_BENCODING,
                    "It is a web page, not a .torrent: the site may want you to log in first, or the file is gone");
        }
        Bencode.Prefix prefix = decode(start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length));
        if (!(prefix.value() instanceof BDictionary top)) {
            throw new MetainfoException(Reason.IS_NO_DICT, "It is not a .torrent: no dictionary");
        }
        BDictionary infoDictionary = top.dictionary("info")
                .orElseThrow(() -> new MetainfoException(Reason.MISSING_INFO, "It is not a .torrent: no info"));
        int after = bytes.length - start - prefix.end();
        for (int i = bytes.length - 1; after > 0 && (bytes[i] == 0 || Character.isWhitespace(bytes[i])); i--) {
            after--;
        }
        Metainfo metainfo = new Metainfo(top, infoDictionary, after);
        if (prefix.repeatedKeyAt().isPresent()) {
            throw new MetainfoException(
                    Reason.INVALID_BENCODING,
                    "A key stands twice in one dictionary (at byte "
                            + (start + prefix.repeatedKeyAt().getAsInt()) + ")");
        }
        return metainfo;
    }

    /** Where the .torrent begins: after a byte order mark and white space. */
    private static int start(byte[] bytes) {
        int start = 0;
        if (bytes.length > 2 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            start = 3;
        }
        while (start < bytes.length && Character.isWhitespace(bytes[start])) {
            start++;
        }
        return start;
    }

    /**
     * The metainfo of an info alone, as peers give it to those who know its info-hash (BEP 9).
     *
     * @throws MetainfoException if {@code infoBytes} are none that Enxame can use
     */
    public static Metainfo ofInfo(byte[] infoBytes) throws MetainfoException {
        Bencode.Prefix prefix = decode(infoBytes);
        if (!(prefix.value() instanceof BDictionary infoDictionary)) {
            throw new MetainfoException(Reason.IS_NO_DICT, "It is not an info: no dictionary");
        }
        if (prefix.end() != infoBytes.length || prefix.repeatedKeyAt().isPresent()) {
            throw new MetainfoException(Reason.INVALID_BENCODING, "The info has a key twice, or bytes after its end");
        }
        return new Metainfo(BDictionary.builder().put("info", infoDictionary).build(), infoDictionary, 0);
    }

    private static Bencode.Prefix decode(byte[] bytes) throws MetainfoException {
        try {
            return Bencode.decodePrefix(bytes, MetainfoLimits.BENCODE);
        } catch (BencodeException refused) {
            Reason reason =
                    switch (refused.fault()) {
                        case MALFORMED, TRUNCATED -> Reason.INVALID_BENCODING;
                        case TOO_DEEP -> Reason.DEPTH_EXCEEDED;
                        case TOO_LARGE -> Reason.TOO_LARGE;
                    };
            throw new MetainfoException(reason, "It is not a .torrent: " + refused.getMessage(), refused);
        }
    }

    /** The info-hash of the v1 half, if there is one. */
    public Optional<InfoHash> infoHashV1() {
        return infoHashV1;
    }

    /** The info-hash of the v2 half, if there is one. */
    public Optional<InfoHash> infoHashV2() {
        return infoHashV2;
    }

    /** The info-hash that names the torrent in URLs, announces and handshakes: v1's if there is one, else v2's. */
    public InfoHash infoHash() {
        return infoHashV1.or(() -> infoHashV2).orElseThrow();
    }

    /** A copy of the info's bytes, exactly as they stood. */
    public byte[] infoBytes() {
        return infoBytes.clone();
    }

    /** The info's bytes without a copy, read-only, from position 0. */
    public ByteBuffer infoBuffer() {
        return ByteBuffer.wrap(infoBytes).asReadOnlyBuffer();
    }

    /** What the info-hash covers. */
    public Info info() {
        return info;
    }

    /** Trackers by tier (BEP 12), without those that are no URL Enxame can use; at most {@link MetainfoLimits#MAX_TRACKERS}. */
    public List<List<URI>> trackers() {
        return OuterKeys.trackers(top);
    }

    /** HTTP servers that have the files too (BEP 19); at most {@link MetainfoLimits#MAX_WEB_SEEDS}. */
    public List<URI> webSeeds() {
        return OuterKeys.webSeeds(top);
    }

    /**
     * What stands where trackers and web seeds belong and cannot be used, with the reasons; at most
     * {@link UnusableUrl#MAX_TOLD}.
     */
    public List<UnusableUrl> unusableUrls() {
        return OuterKeys.unusable(top);
    }

    /** Peers that had the file when a tracker handed this out, best first; at most {@link MetainfoLimits#MAX_PEERS}. */
    public List<PeerAddress> peers() {
        return OuterKeys.peers(top);
    }

    /** What its author says about it, fit to be shown. */
    public Optional<String> comment() {
        return shown("comment");
    }

    /** The program that made it, fit to be shown. */
    public Optional<String> createdBy() {
        return shown("created by");
    }

    /** When it was made, in seconds since 1970 UTC, as its author's clock said. */
    public OptionalLong creationSeconds() {
        return top.integer("creation date");
    }

    /** How many bytes stood after the .torrent's end, zeros and white space at the very end not counted. */
    public int bytesAfter() {
        return bytesAfter;
    }

    /** The .torrent's bytes: those that were read, but for what was changed since. */
    public byte[] encode() {
        return Bencode.encode(top);
    }

    /** This metainfo with these trackers, by tier, in place of its own. The info-hash stays. */
    public Metainfo withTrackers(List<List<URI>> tiers) {
        return new Metainfo(this, OuterKeys.withTrackers(top, tiers));
    }

    /** This metainfo with these peers, best first, in place of its own. The info-hash stays. */
    public Metainfo withPeers(List<PeerAddress> peers) {
        return new Metainfo(this, OuterKeys.withPeers(top, peers));
    }

    /** This metainfo with these web seeds (BEP 19) in place of its own. The info-hash stays. */
    public Metainfo withWebSeeds(List<URI> seeds) {
        return new Metainfo(this, OuterKeys.withWebSeeds(top, seeds));
    }

    /**
     * This metainfo with these piece layers beside the info, in place of its own (BEP 52).
     *
     * @param layers the hashes of each file's pieces, one after the other, by the file's root
     * @throws MetainfoException if they are not what the roots promise
     */
    public Metainfo withPieceLayers(Map<PiecesRoot, byte[]> layers) throws MetainfoException {
        BDictionary.Builder byRoot = BDictionary.builder();
        layers.forEach((root, hashes) -> byRoot.put(BString.of(root.bytes()), BString.of(hashes)));
        BDictionary changed = top.with("piece layers", byRoot.build());
        return new Metainfo(changed, changed.dictionary("info").orElseThrow(), bytesAfter);
    }

    private Optional<String> shown(String key) {
        return top.string(key + ".utf-8")
                .or(() -> top.string(key))
                .map(BString::text)
                .map(text -> SafeText.clean(text, MetainfoLimits.MAX_COMMENT_LENGTH))
                .filter(text -> !text.isEmpty());
    }
}
