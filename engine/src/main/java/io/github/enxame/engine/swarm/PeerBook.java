package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.hash.KeyedHash;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers that a swarm knows. Bounded: strangers can name many addresses. Owned by the loop. */
public final class PeerBook {
    /**
     * Most peers known at once, or twice as many as may be connected where that is more; one that was never of use goes when
     * another comes.
     */
    public static final int MAX_RECORDS = 2_000;

    /** What peers name may fill at most half of the book: the rest is for those whom trackers name. */
    static final int MAX_RECORDS_OF_PEERS = MAX_RECORDS / 2;

    /** An address that strangers choose, hashed under a key. */
    private record Key(InetSocketAddress address) {
        @Override
        public int hashCode() {
            return KeyedHash.of(address);
        }
    }

    private final List<PeerRecord> records = new ArrayList<>();
    private final Map<Key, PeerRecord> byAddress = new LinkedHashMap<>();
    private final Bans bans;
    private final InfoHash torrent;
    private final int capacity;

    /** Nobody is known; some hosts may be banned already. {@code connections}: how many peers may be connected. */
    PeerBook(Bans bans, InfoHash torrent, int connections) {
        this.bans = bans;
        this.torrent = torrent;
        this.capacity = Math.max(MAX_RECORDS, 2 * connections);
    }

    /** All of them, by {@link PeerRecord#index}; not to be changed. */
    public List<PeerRecord> records() {
        return records;
    }

    /** The record of an address where a peer listens, made if need be; empty when the book is full of peers that matter. */
    Optional<PeerRecord> learn(InetSocketAddress address, PeerSource source) {
        return learn(address, source, true);
    }

    /** The record of a peer that came to us; where it listens is not known. */
    Optional<PeerRecord> guest(InetSocketAddress address) {
        return learn(address, PeerSource.INCOMING, false);
    }

    private Optional<PeerRecord> learn(InetSocketAddress address, PeerSource source, boolean dialable) {
        PeerRecord known = byAddress.get(new Key(address));
        if (known != null) {
            return Optional.of(known);
        }
        boolean full = records.size() >= (source == PeerSource.PEER ? MAX_RECORDS_OF_PEERS : capacity);
        Optional<PeerRecord> old = replaceable(full, source);
        if (old.isEmpty() && full) {
            return Optional.empty();
        }
        PeerRecord made = new PeerRecord(old.map(PeerRecord::index).orElse(records.size()), address, source, dialable);
        old.ifPresentOrElse(
                gone -> {
                    byAddress.remove(new Key(gone.address()));
                    records.set(gone.index(), made);
                },
                () -> records.add(made));
        byAddress.put(new Key(address), made);
        return Optional.of(made);
    }

    /** Forgets the last guests as far as they left no trace. */
    void tidy() {
        while (!records.isEmpty()
                && records.getLast().isGuest()
                && !records.getLast().matters()) {
            byAddress.remove(new Key(records.removeLast().address()));
        }
    }

    /**
     * A guest that left no trace, at any time; when the book is full, whoever matters least. What peers name takes the place
     * of nobody but those that were given up.
     */
    private Optional<PeerRecord> replaceable(boolean full, PeerSource source) {
        Optional<PeerRecord> guest = records.stream()
                .filter(record -> record.isGuest() && !record.matters())
                .findFirst();
        if (guest.isPresent() || !full) {
            return guest;
        }
        return records.stream()
                .filter(record -> record.mayBeForgotten()
                        && (source != PeerSource.PEER || record.retries().isGivenUp()))
                .max(Comparator.comparing(PeerRecord::isGuest).thenComparingInt(PeerRecord::failures));
    }

    Optional<PeerRecord> find(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(new Key(address)));
    }

    /** A peer that dialled us turned out to listen at {@code address}, which nobody else is known to do. */
    void moved(PeerRecord record, InetSocketAddress address) {
        byAddress.remove(new Key(record.address()));
        record.listensAt(address);
        byAddress.put(new Key(address), record);
    }

    void ban(PeerRecord record) {
        record.ban();
        InetAddress host = record.address().getAddress();
        if (host != null && !host.isLoopbackAddress()) {
            bans.ban(torrent, host);
        }
    }

    /** Whether nobody at this address is let in or dialled. */
    public boolean banned(InetSocketAddress address) {
        PeerRecord known = byAddress.get(new Key(address));
        return bans.banned(torrent, address.getAddress()) || (known != null && known.banned());
    }
}
