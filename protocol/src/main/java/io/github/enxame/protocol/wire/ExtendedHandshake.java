package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The payload of the extension message with id 0 (BEP 10, with the keys of BEP 9 and 21): what the sender speaks beyond the
 * base protocol, and about itself. A key that is unknown, or whose value makes no sense, is passed over.
 *
 * @param extensions the id that the sender wants each extension's messages sent with, 1 to 255, or 0 where it takes none any
 *     more; at most {@link #MAX_EXTENSIONS}
 * @param port where the sender listens ({@code p}), 1 to 65535
 * @param client the sender's name and version ({@code v}), at most {@link #MAX_CLIENT} characters, fit to be shown
 * @param requestQueue how many requests the sender keeps from us at once ({@code reqq}), at least 1
 * @param yourIp the receiver's address as the sender sees it
 * @param ipv4 the sender's own IPv4 address
 * @param ipv6 the sender's own IPv6 address
 * @param uploadOnly whether the sender wants nothing more from anybody (BEP 21)
 * @param metadataSize length of the info in bytes (BEP 9), at least 1
 */
public record ExtendedHandshake(
        SortedMap<String, Integer> extensions,
        OptionalInt port,
        Optional<String> client,
        OptionalInt requestQueue,
        Optional<InetAddress> yourIp,
        Optional<InetAddress> ipv4,
        Optional<InetAddress> ipv6,
        boolean uploadOnly,
        OptionalInt metadataSize) {
    /** Most extensions that are kept. */
    public static final int MAX_EXTENSIONS = 64;

    /** Most characters of the client's name that are kept. */
    public static final int MAX_CLIENT = 80;

    /** Longest one that is read, in bytes. */
    static final int MAX_BYTES = 16 * 1024;

    /** Most values in one that is read, those of its dictionaries included; real ones have some forty. */
    static final int MAX_VALUES = 256;

    private static final int MAX_NAME_BYTES = 64;
    private static final BencodeLimits LIMITS = new BencodeLimits(MAX_BYTES, 8, MAX_VALUES);

    public ExtendedHandshake {
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    }

    /** A handshake that offers {@code extensions} under these ids and says nothing else. */
    public static ExtendedHandshake of(Map<String, Integer> extensions) {
        return new ExtendedHandshake(
                new TreeMap<>(extensions),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    /** The id to send an extension's messages with, if the sender takes them. */
    public OptionalInt id(String extension) {
        Integer id = extensions.get(extension);
        return id == null || id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The message that carries this. */
    public Message.Extended toMessage() {
        return new Message.Extended(0, ByteBuffer.wrap(Bencode.encode(toDictionary())));
    }

    private BDictionary toDictionary() {
        BDictionary.Builder ids = BDictionary.builder();
        extensions.forEach((name, id) -> ids.put(name, id));
        BDictionary.Builder all = BDictionary.builder().put("m", ids.build());
        ipv4.ifPresent(ip -> all.put("ipv4", ip.getAddress()));
        ipv6.ifPresent(ip -> all.put("ipv6", ip.getAddress()));
        metadataSize.ifPresent(size -> all.put("metadata_size", size));
        port.ifPresent(number -> all.put("p", number));
        requestQueue.ifPresent(length -> all.put("reqq", length));
        if (uploadOnly) {
            all.put("upload_only", 1);
        }
        client.ifPresent(name -> all.put("v", name));
        yourIp.ifPresent(ip -> all.put("yourip", ip.getAddress()));
        return all.build();
    }

    /**
     * Reads the payload of an extension message with id 0. Its position does not move.
     *
     * @throws WireException when it is no bencoded dictionary or longer than 16 KiB
     */
    public static ExtendedHandshake decode(ByteBuffer payload) throws WireException {
        if (payload.remaining() > LIMITS.maxBytes()) {
            throw new WireException("an extension handshake of " + payload.remaining() + " bytes; at most "
                    + LIMITS.maxBytes() + " are read");
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            // Some programs let other bytes follow; whatever they are, they do not change the dictionary.
            if (Bencode.decodePrefix(bytes, LIMITS).value() instanceof BDictionary dictionary) {
                return of(dictionary);
            }
        } catch (BencodeException e) {
            throw new WireException("an extension handshake that is not bencoded: " + e.getMessage());
        }
        throw new WireException("an extension handshake that is no dictionary");
    }

    private static ExtendedHandshake of(BDictionary all) {
        return new ExtendedHandshake(
                all.dictionary("m").map(ExtendedHandshake::extensions).orElseGet(TreeMap::new),
                number(all, "p", 1, 65535),
                all.text("v").map(name -> SafeText.clean(name, MAX_CLIENT)).filter(name -> !name.isEmpty()),
                number(all, "reqq", 1, Integer.MAX_VALUE),
                address(all, "yourip", 0),
                address(all, "ipv4", 4),
                address(all, "ipv6", 16),
                number(all, "upload_only", 1, Integer.MAX_VALUE).isPresent(),
                number(all, "metadata_size", 1, Integer.MAX_VALUE));
    }

    private static SortedMap<String, Integer> extensions(BDictionary ids) {
        SortedMap<String, Integer> extensions = new TreeMap<>();
        for (Map.Entry<BString, BValue> entry : ids.entries().entrySet()) {
            Optional<String> name =
                    entry.getKey().length() <= MAX_NAME_BYTES ? entry.getKey().utf8() : Optional.empty();
            if (extensions.size() < MAX_EXTENSIONS
                    && name.isPresent()
                    && entry.getValue() instanceof BInteger id
                    && id.value() >= 0
                    && id.value() <= 255) {
                extensions.put(name.get(), (int) id.value());
            }
        }
        return extensions;
    }

    private static OptionalInt number(BDictionary all, String key, int least, int most) {
        return all.integer(key).stream()
                .filter(value -> value >= least && value <= most)
                .mapToInt(value -> (int) value)
                .findFirst();
    }

    private static Optional<InetAddress> address(BDictionary all, String key, int length) {
        Optional<byte[]> bytes = all.string(key)
                .filter(string ->
                        length == 0 ? string.length() == 4 || string.length() == 16 : string.length() == length)
                .map(BString::toByteArray);
        try {
            return bytes.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes.get()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("only 4 and 16 bytes come this far", e);
        }
    }
}
