package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.announce.CompactPeers;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads and writes what stands beside the info: trackers (BEP 3, BEP 12), web seeds (BEP 19) and peers. Nothing here can make
 * a metainfo unusable: what is malformed or too much is passed over.
 */
final class OuterKeys {
    static final String ANNOUNCE = "announce";
    static final String ANNOUNCE_LIST = "announce-list";
    static final String PEERS = "enxame.peers";
    static final String PEERS6 = "enxame.peers6";

    private OuterKeys() {}

    /** Whether a tracker writes this key anew when it hands a .torrent out. */
    static boolean isTrackersOrPeers(BString key) {
        String name = key.utf8().orElse("");
        return name.equals(ANNOUNCE) || name.equals(ANNOUNCE_LIST) || name.equals(PEERS) || name.equals(PEERS6);
    }

    /**
     * The trackers by tier: those of {@code announce-list}, which may be a list of tiers, a flat list or one text, then
     * {@code announce} where it is none of them. BEP 12 would have it ignored beside a list; makers that leave it out of the
     * list mean both.
     */
    static List<List<URI>> trackers(BDictionary top) {
        return tiers(top, UrlCollector.trackers());
    }

    private static List<List<URI>> tiers(BDictionary top, UrlCollector trackers) {
        List<List<URI>> tiers = new ArrayList<>();
        for (BValue element : elements(top.get(ANNOUNCE_LIST))) {
            addTier(tiers, trackers, elements(Optional.of(element)));
        }
        for (BValue element : elements(top.get(ANNOUNCE))) {
            addTier(tiers, trackers, elements(Optional.of(element)));
        }
        return List.copyOf(tiers);
    }

    /** The values of a list; a value that is none is an element itself. */
    private static List<BValue> elements(Optional<BValue> value) {
        return value.map(found -> found instanceof BList list ? list.values() : List.of(found))
                .orElse(List.of());
    }

    private static void addTier(List<List<URI>> tiers, UrlCollector trackers, List<BValue> values) {
        List<URI> tier = new ArrayList<>();
        for (BValue value : values) {
            texts(value, trackers).forEach(text -> trackers.add(text).ifPresent(tier::add));
        }
        if (!tier.isEmpty()) {
            tiers.add(List.copyOf(tier));
        }
    }

    /** The URLs of {@code url-list}, which is a list, lists in a list or a single string. */
    static List<URI> webSeeds(BDictionary top) {
        return seeds(top, UrlCollector.webSeeds());
    }

    private static List<URI> seeds(BDictionary top, UrlCollector seeds) {
        for (BValue element : elements(top.get("url-list"))) {
            for (BValue value : elements(Optional.of(element))) {
                texts(value, seeds).forEach(seeds::add);
            }
        }
        return seeds.usable();
    }

    /** What stands where trackers and web seeds belong and cannot be used; {@code httpseeds} (BEP 17) is not spoken. */
    static List<UnusableUrl> unusable(BDictionary top) {
        UrlCollector trackers = UrlCollector.trackers();
        tiers(top, trackers);
        UrlCollector seeds = UrlCollector.webSeeds();
        seeds(top, seeds);
        for (BValue element : elements(top.get("httpseeds"))) {
            texts(element, seeds).forEach(text -> seeds.refuse(text, UrlException.Reason.HTTP_SEED));
        }
        return Stream.concat(trackers.unusable().stream(), seeds.unusable().stream())
                .limit(UnusableUrl.MAX_TOLD)
                .toList();
    }

    /** The texts of a value, one a line, as forms on web pages have several; none where it is no string. */
    private static List<String> texts(BValue value, UrlCollector collector) {
        if (!(value instanceof BString bytes)) {
            return List.of();
        }
        if (bytes.length() > MetainfoLimits.MAX_URL_BYTES) {
            collector.refuse(new String(start(bytes), StandardCharsets.UTF_8), UrlException.Reason.TOO_LONG);
            return List.of();
        }
        return LenientUrl.text(bytes.toByteArray())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] start(BString bytes) {
        byte[] start = new byte[UnusableUrl.MAX_TEXT_LENGTH];
        bytes.buffer().get(start);
        return start;
    }

    /** The peers of both address families; bytes after the last whole one are passed over. */
    static List<PeerAddress> peers(BDictionary top) {
        int most = MetainfoLimits.MAX_PEERS;
        Set<PeerAddress> peers = new LinkedHashSet<>();
        peers.addAll(CompactPeers.decodeV4(bytes(top, PEERS), most));
        peers.addAll(CompactPeers.decodeV6(bytes(top, PEERS6), most));
        return peers.stream().limit(most).toList();
    }

    private static byte[] bytes(BDictionary top, String key) {
        return top.string(key).map(BString::toByteArray).orElse(new byte[0]);
    }

    static BDictionary withTrackers(BDictionary top, List<List<URI>> tiers) {
        List<BValue> list = new ArrayList<>();
        for (List<URI> tier : tiers) {
            if (!tier.isEmpty()) {
                list.add(new BList(tier.stream()
                        .map(uri -> (BValue) BString.of(uri.toString()))
                        .toList()));
            }
        }
        BDictionary bare = top.without(ANNOUNCE).without(ANNOUNCE_LIST);
        Optional<URI> first = tiers.stream().flatMap(List::stream).findFirst();
        if (first.isEmpty()) {
            return bare;
        }
        BDictionary announced = bare.with(ANNOUNCE, BString.of(first.get().toString()));
        boolean listed = tiers.stream().mapToInt(List::size).sum() > 1;
        return listed ? announced.with(ANNOUNCE_LIST, new BList(list)) : announced;
    }

    static BDictionary withWebSeeds(BDictionary top, List<URI> seeds) {
        List<BValue> list = new ArrayList<>();
        seeds.forEach(seed -> list.add(BString.of(seed.toString())));
        return list.isEmpty() ? top.without("url-list") : top.with("url-list", new BList(list));
    }

    static BDictionary withPeers(BDictionary top, List<PeerAddress> peers) {
        BDictionary changed = top.without(PEERS).without(PEERS6);
        byte[] v4 = CompactPeers.encodeV4(peers);
        byte[] v6 = CompactPeers.encodeV6(peers);
        changed = v4.length == 0 ? changed : changed.with(PEERS, BString.of(v4));
        return v6.length == 0 ? changed : changed.with(PEERS6, BString.of(v6));
    }
}
