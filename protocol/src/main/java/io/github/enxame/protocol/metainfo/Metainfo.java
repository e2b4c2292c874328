package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import io.github.enxame.protocol.url.UnusableUrl;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A .torrent: the info, which the info-hash covers, and what stands beside it (BEP 3, 12, 19, 27, 47, 52). It keeps every key,
 * known or not, so that what is written is byte for byte what was read, but for what was changed. Immutable, safe on any
 * thread.
 */
public final class Metainfo {
    /** How a document begins that has nothing but an info. */
    private static final byte[] INFO_KEY = "d4:info".getBytes(StandardCharsets.US_ASCII);

    /** The .torrent, of which the info is a part. Nobody changes it, and the info's hashes share it. */
    private final byte[] document;

    private final int end;
    private final int bytesAfter;

    private final int infoFrom;
    private final int infoEnd;
    private final Info info;
    private final Optional<InfoHash> infoHashV1;
    private final Optional<InfoHash> infoHashV2;
    private final List<List<URI>> trackers;
    private final List<URI> webSeeds;
    private final List<UnusableUrl> unusableUrls;
    private final List<PeerAddress> peers;
    private final Optional<String> comment;
    private final Optional<String> createdBy;
    private final OptionalLong creationSeconds;

    /**
     * Keeps what is needed of a document that was read; its values may take many times the memory of its bytes.
     *
     * @param bytesAfter how many bytes stood after its end
     * @param known the metainfo that has the same info; null to read the info
     */
    private Metainfo(byte[] document, Bencode.Located read, int bytesAfter, @Nullable Metainfo known)
            throws MetainfoException {
        this.bytesAfter = bytesAfter;
        BDictionary top = top(read);
        this.document = document;
        end = read.prefix().end();
        infoFrom = read.from().orElseThrow();
        infoEnd = read.to().orElseThrow();
        if (known == null) {
            info = InfoReader.read(
                    top.dictionary("info").orElseThrow(), top.get("piece layers"), NameText.of(top.text("encoding")));
            infoHashV1 = info.hasV1() ? Optional.of(InfoHash.v1(digest(Digests.sha1()))) : Optional.empty();
            infoHashV2 = info.hasV2() ? Optional.of(InfoHash.v2(digest(Digests.sha256()))) : Optional.empty();
        } else {
            info = known.info;
            infoHashV1 = known.infoHashV1;
            infoHashV2 = known.infoHashV2;
        }
        trackers = OuterKeys.trackers(top);
        webSeeds = OuterKeys.webSeeds(top);
        unusableUrls = OuterKeys.unusable(top);
        peers = OuterKeys.peers(top);
        comment = shown(top, "comment");
        createdBy = shown(top, "created by");
        creationSeconds = top.integer("creation date");
    }

    private byte[] digest(MessageDigest digest) {
        digest.update(document, infoFrom, infoEnd - infoFrom);
        return digest.digest();
    }

    private static BDictionary top(Bencode.Located read) throws MetainfoException {
        if (!(read.prefix().value() instanceof BDictionary top)) {
            throw new MetainfoException(Reason.IS_NO_DICT, "It is not a .torrent: no dictionary");
        }
        if (top.dictionary("info").isEmpty()) {
            throw new MetainfoException(Reason.MISSING_INFO, "It is not a .torrent: no info");
        }
        return top;
    }

    /**
     * Reads a .torrent. White space and a byte order mark before it, and whatever stands after it, are passed over, since web
     * sites' scripts add them; {@link #bytesAfter} says how much. The info-hash is that of the info's own bytes.
     *
     * @throws MetainfoException if {@code bytes} are none that Enxame can use
     */
    public static Metainfo parse(byte[] bytes) throws MetainfoException {
        return parse(bytes, MetainfoLimits.BENCODE);
    }

    /**
     * Reads a .torrent of a stranger's, whose values (strings, numbers, lists, dictionaries) may cost only so much.
     *
     * @throws MetainfoException if {@code bytes} are none that Enxame can use, or more than {@code maxValues} values
     */
    public static Metainfo parse(byte[] bytes, int maxValues) throws MetainfoException {
        return parse(
                bytes,
                new BencodeLimits(MetainfoLimits.BENCODE.maxBytes(), MetainfoLimits.BENCODE.maxDepth(), maxValues));
    }

    private static Metainfo parse(byte[] bytes, BencodeLimits limits) throws MetainfoException {
        int start = start(bytes);
        if (start < bytes.length && bytes[start] == '<') {
            throw new MetainfoException(
                    Reason.INVALID_BENCODING,
                    "It is a web page, not a .torrent: the site may want you to log in first, or the file is gone");
        }
        byte[] document = Arrays.copyOfRange(bytes, start, bytes.length);
        Bencode.Located read = decode(document, limits);
        int after = document.length - read.prefix().end();
        for (int i = bytes.length - 1; after > 0 && (bytes[i] == 0 || Character.isWhitespace(bytes[i])); i--) {
            after--;
        }
        Metainfo metainfo = new Metainfo(document, read, after, null);
        if (read.prefix().repeatedKeyAt().isPresent()) {
            throw new MetainfoException(
                    Reason.INVALID_BENCODING,
                    "A key stands twice in one dictionary (at byte "
                            + (start + read.prefix().repeatedKeyAt().getAsInt()) + ")");
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
        requireInfo(infoBytes);
        byte[] document = new byte[INFO_KEY.length + infoBytes.length + 1];
        System.arraycopy(INFO_KEY, 0, document, 0, INFO_KEY.length);
        System.arraycopy(infoBytes, 0, document, INFO_KEY.length, infoBytes.length);
        document[document.length - 1] = 'e';
        return new Metainfo(document, decode(document), 0, null);
    }

    private static void requireInfo(byte[] infoBytes) throws MetainfoException {
        Bencode.Located read = decode(infoBytes);
        if (!(read.prefix().value() instanceof BDictionary)) {
            throw new MetainfoException(Reason.IS_NO_DICT, "It is not an info: no dictionary");
        }
        if (read.prefix().end() != infoBytes.length
                || read.prefix().repeatedKeyAt().isPresent()) {
            throw new MetainfoException(Reason.INVALID_BENCODING, "The info has a key twice, or bytes after its end");
        }
    }

    private static Bencode.Located decode(byte[] bytes) throws MetainfoException {
        return decode(bytes, MetainfoLimits.BENCODE);
    }

    private static Bencode.Located decode(byte[] bytes, BencodeLimits limits) throws MetainfoException {
        try {
            return Bencode.decodeShared(bytes, limits, "info");
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

    /** This metainfo with something changed beside the info. */
    private Metainfo with(UnaryOperator<BDictionary> change) {
        try {
            byte[] changed = Bencode.encode(change.apply(top(decode(document))));
            return new Metainfo(changed, decode(changed), bytesAfter, this);
        } catch (MetainfoException impossible) {
            throw new IllegalStateException("what was read once is read again", impossible);
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
        return Arrays.copyOfRange(document, infoFrom, infoEnd);
    }

    /** The info's bytes without a copy, read-only, from position 0. */
    public ByteBuffer infoBuffer() {
        return ByteBuffer.wrap(document, infoFrom, infoEnd - infoFrom).slice().asReadOnlyBuffer();
    }

    /** What the info-hash covers. */
    public Info info() {
        return info;
    }

    /** Trackers by tier (BEP 12), without those that are no URL Enxame can use; at most {@link MetainfoLimits#MAX_TRACKERS}. */
    public List<List<URI>> trackers() {
        return trackers;
    }

    /** HTTP servers that have the files too (BEP 19); at most {@link MetainfoLimits#MAX_WEB_SEEDS}. */
    public List<URI> webSeeds() {
        return webSeeds;
    }

    /**
     * What stands where trackers and web seeds belong and cannot be used, with the reasons; at most
     * {@link UnusableUrl#MAX_TOLD}.
     */
    public List<UnusableUrl> unusableUrls() {
        return unusableUrls;
    }

    /** Peers that had the file when a tracker handed this out, best first; at most {@link MetainfoLimits#MAX_PEERS}. */
    public List<PeerAddress> peers() {
        return peers;
    }

    /** What its author says about it, fit to be shown. */
    public Optional<String> comment() {
        return comment;
    }

    /** The program that made it, fit to be shown. */
    public Optional<String> createdBy() {
        return createdBy;
    }

    /** When it was made, in seconds since 1970 UTC, as its author's clock said. */
    public OptionalLong creationSeconds() {
        return creationSeconds;
    }

    /** How many bytes stood after the .torrent's end, zeros and white space at the very end not counted. */
    public int bytesAfter() {
        return bytesAfter;
    }

    /** Number of bytes of {@link #encode}. */
    public int length() {
        return end;
    }

    /** The .torrent's bytes: those that were read, but for what was changed since. */
    public byte[] encode() {
        return Arrays.copyOf(document, end);
    }

    /** The bytes without trackers and peers, for a tracker that hands the .torrent out with its own. */
    public TorrentTemplate template() {
        try {
            return TorrentTemplate.of(top(decode(document)));
        } catch (MetainfoException impossible) {
            throw new IllegalStateException("what was read once is read again", impossible);
        }
    }

    /** This metainfo with these trackers, by tier, in place of its own. The info-hash stays. */
    public Metainfo withTrackers(List<List<URI>> tiers) {
        return with(top -> OuterKeys.withTrackers(top, tiers));
    }

    /** This metainfo with these peers, best first, in place of its own. The info-hash stays. */
    public Metainfo withPeers(List<PeerAddress> peers) {
        return with(top -> OuterKeys.withPeers(top, peers));
    }

    /** This metainfo with these web seeds (BEP 19) in place of its own. The info-hash stays. */
    public Metainfo withWebSeeds(List<URI> seeds) {
        return with(top -> OuterKeys.withWebSeeds(top, seeds));
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
        byte[] changed = Bencode.encode(top(decode(document)).with("piece layers", byRoot.build()));
        return new Metainfo(changed, decode(changed), bytesAfter, null);
    }

    private static Optional<String> shown(BDictionary top, String key) {
        return top.string(key + ".utf-8")
                .or(() -> top.string(key))
                .map(BString::text)
                .map(text -> SafeText.clean(text, MetainfoLimits.MAX_COMMENT_LENGTH))
                .filter(text -> !text.isEmpty());
    }
}
