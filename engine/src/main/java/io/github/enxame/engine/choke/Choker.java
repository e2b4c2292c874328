package io.github.enxame.engine.choke;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may download from us (BEP 3). A free slot goes to whoever asks, at once. When there are more interested
 * peers than slots, each round keeps those who give most (while we download) or take fastest (while we seed), and one slot,
 * the optimistic one, goes round to whoever has waited longest: so everyone gets a turn.
 */
public final class Choker {
    /** Time between two rounds. */
    public static final long ROUND_NANOS = 10_000_000_000L;

    /** Rounds between two turns of the optimistic slot. */
    private static final int OPTIMISTIC_ROUNDS = 2;

    private final int slots;
    private int round;

    /** A choker that serves {@code slots} peers at once, at least 1. */
    public Choker(int slots) {
        this.slots = slots;
    }

    /** How many peers it serves at once. */
    public int slots() {
        return slots;
    }

    /**
     * Whether one more peer may be served without taking the slot from another. Peers that want nothing take none, so that
     * they can be told in advance that they may ask.
     */
    public boolean hasFreeSlot(List<? extends Candidate> peers) {
        int served = 0;
        for (Candidate peer : peers) {
            if (!peer.choked() && peer.interested()) {
                served++;
            }
        }
        return served < slots;
    }

    /** Who gets the next free slot: the interested peer that has waited longest. */
    public <C extends Candidate> Optional<C> next(List<C> peers) {
        return peers.stream()
                .filter(peer -> peer.interested() && peer.choked())
                .min(Comparator.comparingLong(Candidate::sinceNanos));
    }

    /**
     * The peers to be served in the next round; every other one is to be choked. Who got its slot since the last round keeps it,
     * as it has not had the time to show what it gives or takes, and would have to wait from the end of the queue again.
     *
     * @param nowNanos now, on the timeline of {@link Candidate#sinceNanos}
     */
    public <C extends Candidate> Set<C> round(List<C> peers, boolean seeding, long nowNanos) {
        List<C> interested = new ArrayList<>(peers);
        interested.removeIf(peer -> !peer.interested());
        Comparator<C> best = seeding
                ? Comparator.comparingLong(Candidate::uploadRate)
                : Comparator.comparingLong(Candidate::downloadRate);
        interested.sort(best.reversed());
        Set<C> served = new LinkedHashSet<>();
        if (interested.size() > slots) {
            List<C> untried = new ArrayList<>(interested);
            untried.removeIf(peer -> peer.choked() || nowNanos - peer.sinceNanos() >= ROUND_NANOS);
            if (untried.size() < slots) {
                optimistic(interested, untried).ifPresent(served::add);
            }
            addWhileRoom(served, untried);
        }
        addWhileRoom(served, interested);
        return served;
    }

    /** Who has the optimistic slot: for some rounds the same one. */
    private <C extends Candidate> Optional<C> optimistic(List<C> interested, List<C> untried) {
        if (round++ % OPTIMISTIC_ROUNDS == 0) {
            return next(interested);
        }
        return interested.stream()
                .filter(peer -> !peer.choked() && !untried.contains(peer))
                .max(Comparator.comparingLong(Candidate::sinceNanos));
    }

    private <C extends Candidate> void addWhileRoom(Set<C> served, List<C> peers) {
        for (C peer : peers) {
            if (served.size() >= slots) {
                return;
            }
            served.add(peer);
        }
    }
}
