package io.github.enxame.engine.choke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChokerTest {
    private static final class Peer implements Candidate {
        private final boolean interested;
        private final long rate;
        private boolean choked = true;
        private long since;
        private Object network = this;
        private boolean stuck;

        Peer(boolean interested, long rate) {
            this.interested = interested;
            this.rate = rate;
        }

        @Override
        public boolean interested() {
            return interested;
        }

        @Override
        public boolean choked() {
            return choked;
        }

        @Override
        public long downloadRate() {
            return rate;
        }

        @Override
        public long uploadRate() {
            return rate;
        }

        @Override
        public Object network() {
            return network;
        }

        @Override
        public boolean stuck() {
            return stuck;
        }

        @Override
        public long sinceNanos() {
            return since;
        }
    }

    private static void play(Choker choker, List<Peer> peers, long round, Set<Peer> everServed) {
        long now = round * Choker.ROUND_NANOS;
        Set<Peer> served = choker.round(peers, false, now);
        for (Peer peer : peers) {
            if (peer.choked == served.contains(peer)) {
                peer.choked = !served.contains(peer);
                peer.since = now;
            }
        }
        everServed.addAll(served);
    }

    @Test
    void aFreeSlotIsThereUntilAllAreTaken() {
        Choker choker = new Choker(2);
        Peer first = new Peer(true, 1);
        Peer second = new Peer(true, 1);
        assertThat(choker.hasFreeSlot(List.of(first, second))).isTrue();
        first.choked = false;
        assertThat(choker.hasFreeSlot(List.of(first, second))).isTrue();
        second.choked = false;
        assertThat(choker.hasFreeSlot(List.of(first, second))).isFalse();
    }

    @Test
    void whoIsToldInAdvanceThatItMayAskTakesNoSlotUntilItWantsSomething() {
        Choker choker = new Choker(1);
        Peer indifferent = new Peer(false, 1);
        indifferent.choked = false;
        assertThat(choker.hasFreeSlot(List.of(indifferent))).isTrue();
    }

    @Test
    void aSlotThatIsLeftGoesToWhoHasWaitedLongest() {
        Peer served = new Peer(true, 1);
        served.choked = false;
        Peer late = new Peer(true, 9);
        late.since = 5;
        Peer early = new Peer(true, 1);
        early.since = 3;
        assertThat(new Choker(2).next(List.of(served, new Peer(false, 1), late, early), 9))
                .contains(early);
        assertThat(new Choker(2).next(List.of(served), 9)).isEmpty();
    }

    @Test
    void whoIsNotInterestedGetsNoSlot() {
        Peer indifferent = new Peer(false, 100);
        assertThat(new Choker(4).round(List.of(indifferent), false, 0)).isEmpty();
    }

    @Test
    void whenThereIsRoomEveryoneIsServed() {
        List<Peer> peers = List.of(new Peer(true, 1), new Peer(true, 2), new Peer(true, 3));
        assertThat(new Choker(3).round(peers, true, 0)).containsExactlyInAnyOrderElementsOf(peers);
    }

    @Test
    void whoGivesMostStaysServed() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(new Peer(true, i));
        }
        Choker choker = new Choker(4);
        for (int round = 0; round < 30; round++) {
            Set<Peer> served = new HashSet<>();
            play(choker, peers, round, served);
            assertThat(served).hasSize(4).contains(peers.get(19), peers.get(18), peers.get(17));
        }
    }

    @Test
    void everyInterestedPeerGetsItsTurn() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            peers.add(new Peer(true, i));
        }
        Choker choker = new Choker(4);
        Set<Peer> everServed = new HashSet<>();
        for (int round = 0; round < 80; round++) {
            play(choker, peers, round, everServed);
        }
        assertThat(everServed).containsAll(peers);
    }

    @Test
    void whoGotASlotSinceTheLastRoundKeepsItForARound() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            peers.add(new Peer(true, 10 + i));
        }
        Peer slow = new Peer(true, 0);
        peers.add(slow);
        slow.choked = false;
        slow.since = Choker.ROUND_NANOS - 1;
        for (long round = 1; round <= 2; round++) {
            assertThat(new Choker(2)
                            .round(peers, false, round * Choker.ROUND_NANOS - 1)
                            .contains(slow))
                    .isEqualTo(round == 1);
        }
    }

    @Test
    void theOptimisticSlotIsNotTakenFromWhoHasJustGotOne() {
        Peer justServed = new Peer(true, 0);
        justServed.choked = false;
        justServed.since = 1;
        Peer waiting = new Peer(true, 5);
        List<Peer> peers = List.of(justServed, waiting);
        Choker choker = new Choker(1);
        assertThat(choker.round(peers, false, 2)).containsExactly(justServed);
        assertThat(choker.round(peers, false, 2 + Choker.ROUND_NANOS)).containsExactly(waiting);
    }

    private static List<Peer> crowd(int count, boolean choked) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Peer peer = new Peer(true, 100 + i);
            peer.network = "crowd";
            peer.choked = choked;
            peers.add(peer);
        }
        return peers;
    }

    @Test
    void aNetworkOfManyHasAShareOfTheSlotsWhileOthersWait() {
        List<Peer> peers = crowd(100, true);
        Peer first = new Peer(true, 1);
        Peer second = new Peer(true, 0);
        peers.add(first);
        peers.add(second);
        for (long round = 0; round < 3; round++) {
            assertThat(new Choker(4).round(peers, true, round * Choker.ROUND_NANOS))
                    .hasSize(4)
                    .contains(first, second);
        }
        assertThat(new Choker(4).round(crowd(100, true), true, 0)).hasSize(4);
    }

    @Test
    void aNetworkOfManyThatHaveJustGotTheirSlotsKeepsNoOtherWaiting() {
        List<Peer> peers = crowd(8, false);
        Peer honest = new Peer(true, 1_000);
        honest.choked = false;
        honest.since = -5 * Choker.ROUND_NANOS;
        peers.add(honest);
        assertThat(new Choker(8).round(peers, true, 1)).hasSize(8).contains(honest);
    }

    @Test
    void aNewcomerTakesTheSlotOfANetworkOfManyAtOnce() {
        List<Peer> peers = crowd(4, false);
        Peer newcomer = new Peer(true, 0);
        peers.add(newcomer);
        Choker choker = new Choker(4);
        assertThat(choker.yielding(peers, newcomer, 1)).contains(peers.getFirst());
        peers.getFirst().choked = true;
        newcomer.choked = false;
        assertThat(choker.yielding(peers, peers.getFirst(), 1))
                .as("one of the many")
                .isEmpty();
        assertThat(choker.yielding(crowd(4, false), crowd(1, true).getFirst(), 1))
                .as("where all are of the same")
                .isEmpty();
    }

    @Test
    void whoIsStuckYieldsToWhoWaitsAndKeepsItsSlotWhileNobodyDoes() {
        Peer stuck = new Peer(true, 500);
        stuck.choked = false;
        stuck.stuck = true;
        Peer taking = new Peer(true, 1);
        taking.choked = false;
        Choker choker = new Choker(2);
        assertThat(choker.stuck(List.of(stuck, taking), 1)).isEmpty();
        assertThat(choker.round(List.of(stuck, taking), true, 1)).contains(stuck);
        Peer waiting = new Peer(true, 0);
        assertThat(choker.stuck(List.of(stuck, taking, waiting), 1)).containsExactly(stuck);
        assertThat(choker.yielding(List.of(stuck, taking), waiting, 1)).contains(stuck);
        assertThat(choker.round(List.of(stuck, taking, waiting), true, 1)).containsExactlyInAnyOrder(taking, waiting);
        waiting.stuck = true;
        assertThat(choker.yielding(List.of(stuck, taking), waiting, 1)).isEmpty();
        assertThat(choker.next(List.of(waiting, taking), 1)).contains(waiting);
    }

    @Test
    void everyoneGetsItsTurnBesideANetworkOfMany() {
        List<Peer> peers = crowd(40, true);
        List<Peer> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(new Peer(true, i));
        }
        peers.addAll(others);
        Choker choker = new Choker(4);
        Set<Peer> everServed = new HashSet<>();
        for (int round = 0; round < 2 * 11 + 2; round++) {
            play(choker, peers, round, everServed);
        }
        assertThat(everServed)
                .as("one after the other, however many the many are")
                .containsAll(others);
        for (int round = 2 * 11 + 2; round < 2 * 11 * 41; round++) {
            play(choker, peers, round, everServed);
        }
        assertThat(everServed).containsAll(peers);
    }

    @Test
    void aNetworkThatWastedASlotWaitsBehindTheOthersHoweverOftenItsPeersComeBack() {
        long second = 1_000_000_000L;
        Choker choker = new Choker(1);
        Peer squatter = new Peer(true, 0);
        squatter.choked = false;
        squatter.stuck = true;
        Peer honest = new Peer(true, 0);
        honest.since = 9 * second;
        assertThat(choker.stuck(List.of(squatter, honest), 9 * second)).containsExactly(squatter);
        Peer back = new Peer(true, 0);
        back.network = squatter.network;
        back.since = 1;
        assertThat(choker.next(List.of(back, honest), 10 * second)).contains(honest);
        back.choked = false;
        assertThat(choker.yielding(List.of(back, honest), honest, 10 * second)).contains(back);
        assertThat(choker.yielding(List.of(honest), back, 10 * second)).isEmpty();
        assertThat(choker.round(List.of(back, honest), true, 100 * second)).containsExactly(honest);
        long forgotten = 9 * second + WastedSlots.MEMORY_NANOS;
        assertThat(choker.yielding(List.of(back, honest), honest, forgotten)).isEmpty();
    }

    @Test
    void aFreeSlotGoesRoundTheNetworksThatWait() {
        Choker choker = new Choker(1);
        Peer first = new Peer(true, 0);
        Peer second = new Peer(true, 0);
        second.network = first.network;
        second.since = 1;
        Peer other = new Peer(true, 0);
        other.since = 5;
        assertThat(choker.next(List.of(first, second, other), 10)).contains(first);
        assertThat(choker.next(List.of(second, other), 20)).contains(other);
        assertThat(choker.next(List.of(second), 30)).contains(second);
    }

    @Test
    void theNetworksThatWastedASlotAreBounded() {
        WastedSlots wasted = new WastedSlots();
        List<Peer> squatters = new ArrayList<>();
        for (int i = 0; i <= WastedSlots.MAX_NETWORKS; i++) {
            Peer squatter = new Peer(true, 0);
            squatter.choked = false;
            squatter.stuck = true;
            squatters.add(squatter);
        }
        wasted.note(squatters, 1);
        assertThat(wasted.byNetworkOf(squatters.getFirst(), 2)).isFalse();
        assertThat(wasted.byNetworkOf(squatters.getLast(), 2)).isTrue();
    }
}
