package io.github.enxame.engine.choke;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides who may download from us (BEP 3). A free slot goes to whoever asks, at once. When there are more interested
 * peers than slots, each round keeps those who give most (while we download) or take fastest (while we seed), and one slot,
 * the optimistic one, goes round to whoever has waited longest: so everyone gets a turn. Many peers of one network count no
 * more than one where others wait, and who takes nothing of what it asked for yields its slot.
 */
public final class Choker {
    /** Time between two rounds. */
    public static final long ROUND_NANOS = 10_000_000_000L;

    /** Rounds between two turns of the optimistic slot. */
    private static final int OPTIMISTIC_ROUNDS = 2;

    private final int slots;
    private int round;

    /** When a slot that others waited for last went to a network; after a round only of those that are here. */
    private final Map<Object, Long> turns = new HashMap<>();

    private final WastedSlots wasted = new WastedSlots();

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
            if (isServed(peer)) {
                served++;
            }
        }
        return served < slots;
    }

    /**
     * Who gets the next free slot: of the interested peers of the networks that have fewest the one whose network has waited
     * longest; behind them those whose network lately wasted a slot, and one that is stuck only where no other waits.
     *
     * @param nowNanos now, on the timeline of {@link Candidate#sinceNanos}
     */
    public <C extends Candidate> Optional<C> next(List<C> peers, long nowNanos) {
        Map<Object, Integer> served = served(peers);
        Optional<C> next = peers.stream()
                .filter(peer -> peer.interested() && peer.choked())
                .min(Comparator.<C, Boolean>comparing(Candidate::stuck)
                        .thenComparingInt(peer -> served.getOrDefault(peer.network(), 0))
                        .thenComparing(longestWaiting(nowNanos)));
        next.ifPresent(peer -> turns.put(peer.network(), nowNanos));
        return next;
    }

    /**
     * Who has a slot that it must yield to a newcomer when none is free: one that is stuck, else one whose network lately wasted
     * a slot, if the newcomer's has none and did not, else one of the network that has most, if that has two more than the
     * newcomer's has. Of those the one that gives and takes least. The newcomer has no slot yet.
     *
     * @param nowNanos now, on the timeline of {@link Candidate#sinceNanos}
     */
    public <C extends Candidate> Optional<C> yielding(List<C> peers, C newcomer, long nowNanos) {
        if (newcomer.stuck()) {
            return Optional.empty();
        }
        wasted.note(peers, nowNanos);
        Map<Object, Integer> served = served(peers);
        int own = served.getOrDefault(newcomer.network(), 0);
        int most = served.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean crowded = most >= own + 2;
        boolean deserving = own == 0 && !wasted.byNetworkOf(newcomer, nowNanos);
        return peers.stream()
                .filter(Choker::isServed)
                .filter(peer -> peer.stuck()
                        || (deserving && wasted.byNetworkOf(peer, nowNanos))
                        || (crowded && served.getOrDefault(peer.network(), 0) == most))
                .min(Comparator.<C, Boolean>comparing(peer -> !peer.stuck())
                        .thenComparing(peer -> !wasted.byNetworkOf(peer, nowNanos))
                        .thenComparingLong(Candidate::downloadRate)
                        .thenComparingLong(Candidate::uploadRate));
    }

    /** Those who have a slot and are stuck, as many as others wait for one. */
    public <C extends Candidate> List<C> stuck(List<C> peers, long nowNanos) {
        wasted.note(peers, nowNanos);
        long waiting = peers.stream()
                .filter(peer -> peer.interested() && peer.choked() && !peer.stuck())
                .count();
        return peers.stream()
                .filter(peer -> isServed(peer) && peer.stuck())
                .limit(waiting)
                .toList();
    }

    /**
     * The peers to be served in the next round; every other one is to be choked. Who got its slot since the last round keeps it,
     * as it has not had the time to show what it gives or takes, and would have to wait from the end of the queue again. No
     * network has more than one slot more than another that waits for one, and who is stuck has what is left.
     *
     * @param nowNanos now, on the timeline of {@link Candidate#sinceNanos}
     */
    public <C extends Candidate> Set<C> round(List<C> peers, boolean seeding, long nowNanos) {
        List<C> interested = new ArrayList<>(peers);
        interested.removeIf(peer -> !peer.interested());
        turns.keySet().retainAll(interested.stream().map(Candidate::network).collect(Collectors.toSet()));
        Comparator<C> best = seeding
                ? Comparator.comparingLong(Candidate::uploadRate)
                : Comparator.comparingLong(Candidate::downloadRate);
        wasted.note(peers, nowNanos);
        interested.sort(best.reversed().thenComparing(peer -> wasted.byNetworkOf(peer, nowNanos)));
        if (interested.size() <= slots) {
            return new LinkedHashSet<>(interested);
        }
        List<C> stuck = new ArrayList<>(interested);
        stuck.removeIf(peer -> !peer.stuck());
        interested.removeAll(stuck);
        List<C> untried = new ArrayList<>(interested);
        untried.removeIf(peer -> peer.choked() || nowNanos - peer.sinceNanos() >= ROUND_NANOS);
        Set<C> order = new LinkedHashSet<>(untried);
        order.addAll(interested);
        Set<C> served = addByTurns(new LinkedHashSet<>(), order);
        if (!untried.containsAll(served)) {
            Optional<C> optimistic = optimistic(interested, untried, nowNanos);
            if (optimistic.isPresent()) {
                served = addByTurns(new LinkedHashSet<>(Set.of(optimistic.get())), order);
            }
        }
        return addByTurns(served, stuck);
    }

    /** Who has the optimistic slot: for some rounds the same one. */
    private <C extends Candidate> Optional<C> optimistic(List<C> interested, List<C> untried, long nowNanos) {
        if (round++ % OPTIMISTIC_ROUNDS == 0) {
            Optional<C> next = interested.stream().filter(Candidate::choked).min(longestWaiting(nowNanos));
            next.ifPresent(peer -> turns.put(peer.network(), nowNanos));
            return next;
        }
        return interested.stream()
                .filter(peer -> !peer.choked() && !untried.contains(peer))
                .max(Comparator.comparingLong(Candidate::sinceNanos));
    }

    /** Those of one network take their turns one after the other, so that many of them do not come before one of another. */
    private Comparator<Candidate> longestWaiting(long nowNanos) {
        return Comparator.<Candidate, Boolean>comparing(peer -> wasted.byNetworkOf(peer, nowNanos))
                .thenComparingLong(
                        peer -> Math.max(peer.sinceNanos(), turns.getOrDefault(peer.network(), Long.MIN_VALUE)))
                .thenComparingLong(Candidate::sinceNanos);
    }

    /** Adds of these, in their order, one of each network, then a second one of each, and so on while there is room. */
    private <C extends Candidate> Set<C> addByTurns(Set<C> served, Collection<C> peers) {
        Map<Object, Integer> perNetwork = new HashMap<>();
        served.forEach(peer -> perNetwork.merge(peer.network(), 1, Integer::sum));
        List<C> left = new ArrayList<>(peers);
        left.removeAll(served);
        for (int share = 1; served.size() < slots && !left.isEmpty(); share++) {
            for (Iterator<C> peer = left.iterator(); served.size() < slots && peer.hasNext(); ) {
                C next = peer.next();
                if (perNetwork.getOrDefault(next.network(), 0) < share) {
                    perNetwork.merge(next.network(), 1, Integer::sum);
                    served.add(next);
                    peer.remove();
                }
            }
        }
        return served;
    }

    private static Map<Object, Integer> served(List<? extends Candidate> peers) {
        Map<Object, Integer> served = new HashMap<>();
        for (Candidate peer : peers) {
            if (isServed(peer)) {
                served.merge(peer.network(), 1, Integer::sum);
            }
        }
        return served;
    }

    private static boolean isServed(Candidate peer) {
        return !peer.choked() && peer.interested();
    }
}
