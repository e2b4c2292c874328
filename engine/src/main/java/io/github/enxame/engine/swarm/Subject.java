package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.Handshake;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a swarm is about: all of a torrent's metainfo, or only what a magnet link says until peers have given the rest. */
public sealed interface Subject {
    /** All is known. */
    record Whole(Metainfo known) implements Subject {}

    /** Only the info-hash and some hints are known. */
    record Named(MagnetLink link) implements Subject {}

    /** The metainfo, if it is known. */
    default Optional<Metainfo> metainfo() {
        return this instanceof Whole(var known) ? Optional.of(known) : Optional.empty();
    }

    /** What to call it when speaking to people: its name, or its info-hash while it has none. */
    default String name() {
        return switch (this) {
            case Whole(var known) -> known.info().name();
            case Named(var link) -> link.name().orElse(link.infoHash().hex());
        };
    }

    /** The info-hash that names it: v1's if there is one, else v2's. */
    default InfoHash infoHash() {
        return switch (this) {
            case Whole(var known) -> known.infoHash();
            case Named(var link) -> link.infoHash();
        };
    }

    /** Its info-hashes, v1's first. */
    default List<InfoHash> infoHashes() {
        return Stream.of(infoHashV1(), infoHashV2()).flatMap(Optional::stream).toList();
    }

    /** The info-hash of its v1 half, if that is known to be there. */
    default Optional<InfoHash> infoHashV1() {
        return switch (this) {
            case Whole(var known) -> known.infoHashV1();
            case Named(var link) -> link.infoHashV1();
        };
    }

    /** The info-hash of its v2 half, if that is known to be there. */
    default Optional<InfoHash> infoHashV2() {
        return switch (this) {
            case Whole(var known) -> known.infoHashV2();
            case Named(var link) -> link.infoHashV2();
        };
    }

    /** Whether this is one of its info-hashes. */
    default boolean has(InfoHash hash) {
        Optional<InfoHash> wanted = Optional.of(hash);
        return infoHashV1().equals(wanted) || infoHashV2().equals(wanted);
    }

    /** Whether both have an info-hash in common, and so are about the same. */
    default boolean shares(Subject other) {
        return same(infoHashV1(), other.infoHashV1()) || same(infoHashV2(), other.infoHashV2());
    }

    private static boolean same(Optional<InfoHash> hash, Optional<InfoHash> other) {
        return hash.isPresent() && hash.equals(other);
    }

    /** The 20-byte info-hashes by which peers may ask for it, v1's first: a hybrid has a swarm for each (BEP 52). */
    default List<byte[]> wireHashes() {
        return infoHashes().stream().map(hash -> hash.truncated().bytes()).toList();
    }

    /** Our handshake to a peer that is called by one of the {@link #wireHashes}. */
    default Handshake greeting(byte[] hash, byte[] peerId) {
        Handshake plain = Handshake.of(hash, peerId);
        return wireHashes().size() > 1 ? plain.ofHybrid() : plain;
    }

    /**
     * Our handshake to a peer that called: by v2's info-hash if it takes that, for one that has just heard of us in the v2
     * swarm takes no other any more, whichever it called by.
     */
    default Handshake answer(Handshake call, byte[] peerId) {
        return greeting(call.hybrid() ? wireHashes().getLast() : call.infoHash(), peerId);
    }

    /** Trackers by tier (BEP 12); those of a magnet link are a tier each, in their order. */
    default List<List<URI>> trackers() {
        return switch (this) {
            case Whole(var known) -> known.trackers();
            case Named(var link) -> link.trackers().stream().map(List::of).toList();
        };
    }

    /** Who had it when the metainfo was handed out. The peers of a magnet link may have names that take time to resolve. */
    default List<InetSocketAddress> peers() {
        return metainfo().stream()
                .flatMap(known -> known.peers().stream())
                .map(peer -> new InetSocketAddress(peer.ip(), peer.port()))
                .toList();
    }

    /** Web servers that have the files (BEP 19). */
    default List<URI> webSeeds() {
        return switch (this) {
            case Whole(var known) -> known.webSeeds();
            case Named(var link) -> link.webSeeds();
        };
    }

    /** Whether peers come from its trackers only (BEP 27); not known of one that is only named. */
    default boolean isPrivate() {
        return metainfo().filter(known -> known.info().isPrivate()).isPresent();
    }
}
