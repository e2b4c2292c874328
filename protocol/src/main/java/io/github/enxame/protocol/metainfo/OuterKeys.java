package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.CompactPeers;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /** The tiers of {@code announce-list}, or {@code announce} alone where there is no list with a tracker in it. */
    static List<List<URI>> trackers(BDictionary top) {
        List<List<URI>> tiers = new ArrayList<>();
        Set<URI> known = new LinkedHashSet<>();
        for (BValue element : top.list(ANNOUNCE_LIST).map(BList::values).orElse(List.of())) {
            if (element instanceof BList tier) {
                addTier(tiers, known, tier.values());
            }
        }
        if (tiers.isEmpty()) {
            addTier(tiers, known, top.get(ANNOUNCE).stream().toList());
        }
        return List.copyOf(tiers);
    }

    private static void addTier(List<List<URI>> tiers, Set<URI> known, Collection<BValue> values) {
        List<URI> tier = new ArrayList<>();
        for (BValue value : values) {
            Optional<URI> tracker = url(value, UsableUrl::tracker);
            if (tracker.isPresent() && known.size() < MetainfoLimits.MAX_TRACKERS && known.add(tracker.get())) {
                tier.add(tracker.get());
            }
        }
        if (!tier.isEmpty()) {
            tiers.add(List.copyOf(tier));
        }
    }

    /** The URLs of {@code url-list}, which is a list or a single string. */
    static List<URI> webSeeds(BDictionary top) {
        Set<URI> seeds = new LinkedHashSet<>();
        Collection<BValue> values = top.get("url-list")
                .map(value -> value instanceof BList list ? list.values() : List.of(value))
                .orElse(List.of());
        for (BValue value : values) {
            if (seeds.size() < MetainfoLimits.MAX_WEB_SEEDS) {
                url(value, UsableUrl::webSeed).ifPresent(seeds::add);
            }
        }
        return List.copyOf(seeds);
    }

    /** The peers of both address families; both are passed over if one has a wrong length. */
    static List<PeerAddress> peers(BDictionary top) {
        int most = MetainfoLimits.MAX_PEERS;
        Set<PeerAddress> peers = new LinkedHashSet<>();
        try {
            peers.addAll(CompactPeers.decodeV4(bytes(top, PEERS), most));
            peers.addAll(CompactPeers.decodeV6(bytes(top, PEERS6), most));
        } catch (AnnounceException malformed) {
            return List.of();
        }
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

    private static Optional<URI> url(BValue value, Function<String, Optional<URI>> usable) {
        return value instanceof BString bytes && bytes.length() <= MetainfoLimits.MAX_URL_BYTES
                ? usable.apply(bytes.text())
                : Optional.empty();
    }
}
