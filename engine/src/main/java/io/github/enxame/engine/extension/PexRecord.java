package io.github.enxame.engine.extension;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one peer was told of whom we are connected to, and what it may tell us (BEP 11): the first message as soon as there
 * is anybody to name, then one a minute at most. Pure state; owned by the loop.
 */
public final class PexRecord {
    /**
     * The least time between two messages to a peer: a minute, and five seconds for what the first may have been late on its
     * way. webtorrent hangs up on the second within a minute.
     */
    public static final long INTERVAL_NANOS = 65_000_000_000L;

    /** Most of those who are connected that one peer is told of: where there are thousands it needs no more to find the others. */
    public static final int MOST_TOLD = 100;

    /** Most addresses that are taken from one peer. */
    public static final int MAX_TAKEN = 200;

    /** A peer may send a few messages at first, and then one each half minute. */
    private static final int MESSAGES_AT_FIRST = 4;

    private static final long TAKEN_NANOS = 30_000_000_000L;

    private final Set<PeerAddress> told = new LinkedHashSet<>();
    private final Set<PeerAddress> taken = new LinkedHashSet<>();
    private final Budget messages;
    private long nextNanos = Long.MIN_VALUE;

    /** The last of the changes that it was told all of. */
    private long knows = -1;

    /** A peer that was told nothing and told nothing. */
    public PexRecord(long nowNanos) {
        messages = new Budget(MESSAGES_AT_FIRST, MESSAGES_AT_FIRST * TAKEN_NANOS, nowNanos);
    }

    /** Whether a message may be sent now. */
    public boolean due(long nowNanos) {
        return nowNanos >= nextNanos;
    }

    /** When a message may be sent next. */
    public long nextNanos() {
        return nextNanos;
    }

    /** Whether it was not told all yet of what has changed up to this change. */
    public boolean lacks(long change) {
        return knows < change;
    }

    /**
     * The message to send now: who joined and left since the last one, as far as one message may name; empty if nobody did.
     *
     * @param present the addresses of all whom we are connected to
     * @param others of these, those whom it may be told of, the first ones first; not all are looked at
     * @param change the number of the last change of whom we are connected to
     */
    public Optional<PexMessage> next(Set<PeerAddress> present, Stream<PexPeer> others, long change, long nowNanos) {
        if (!due(nowNanos)) {
            return Optional.empty();
        }
        List<PeerAddress> dropped = told.stream()
                .filter(peer -> !present.contains(peer))
                .limit(PexMessage.MAX_SENT)
                .toList();
        int room = Math.min(PexMessage.MAX_SENT, MOST_TOLD - told.size() + dropped.size());
        List<PexPeer> added = others.filter(peer -> !told.contains(peer.address()))
                .limit(room)
                .toList();
        if (added.size() < PexMessage.MAX_SENT && dropped.size() < PexMessage.MAX_SENT) {
            knows = change;
        }
        if (added.isEmpty() && dropped.isEmpty()) {
            return Optional.empty();
        }
        added.forEach(peer -> told.add(peer.address()));
        dropped.forEach(told::remove);
        nextNanos = nowNanos + INTERVAL_NANOS;
        return Optional.of(new PexMessage(added, dropped));
    }

    /** Of whom a peer named, those to take note of: none when it says too much, none twice, none beyond the bound. */
    public List<PexPeer> take(PexMessage message, long nowNanos) {
        if (!messages.take(1, nowNanos)) {
            return List.of();
        }
        return message.added().stream()
                .filter(peer -> taken.size() < MAX_TAKEN && taken.add(peer.address()))
                .toList();
    }
}
