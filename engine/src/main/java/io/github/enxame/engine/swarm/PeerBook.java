package io.github.enxame.engine.swarm;

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

    private final List<PeerRecord> records = new ArrayList<>();
    private final Map<InetSocketAddress, PeerRecord> byAddress = new LinkedHashMap<>();
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

    /** The record of an address, made if need be; empty when the book is full of peers that matter. */
    Optional<PeerRecord> learn(InetSocketAddress address, boolean dialable) {
        PeerRecord known = byAddress.get(address);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PeerRecord> old = replaceable();
        if (old.isEmpty() && records.size() >= capacity) {
            return Optional.empty();
        }
        PeerRecord made = new PeerRecord(old.map(PeerRecord::index).orElse(records.size()), address, dialable);
        old.ifPresentOrElse(
                gone -> {
                    byAddress.remove(gone.address());
                    records.set(gone.index(), made);
                },
                () -> records.add(made));
        byAddress.put(address, made);
        return Optional.of(made);
    }

    /** Forgets the last guests as far as they left no trace. */
    void tidy() {
        while (!records.isEmpty()
                && records.getLast().isGuest()
                && !records.getLast().matters()) {
            byAddress.remove(records.removeLast().address());
        }
    }

    /** A guest that left no trace, at any time; when the book is full, whoever matters least. */
    private Optional<PeerRecord> replaceable() {
        Optional<PeerRecord> guest = records.stream()
                .filter(record -> record.isGuest() && !record.matters())
                .findFirst();
        if (guest.isPresent() || records.size() < capacity) {
            return guest;
        }
        return records.stream()
                .filter(PeerRecord::mayBeForgotten)
                .max(Comparator.comparing(PeerRecord::isGuest).thenComparingInt(PeerRecord::failures));
    }

    Optional<PeerRecord> find(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** A peer that dialled us turned out to listen at {@code address}, which nobody else is known to do. */
    void moved(PeerRecord record, InetSocketAddress address) {
        byAddress.remove(record.address());
        record.listensAt(address);
        byAddress.put(address, record);
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
        PeerRecord known = byAddress.get(address);
        return bans.banned(torrent, address.getAddress()) || (known != null && known.banned());
    }
}
