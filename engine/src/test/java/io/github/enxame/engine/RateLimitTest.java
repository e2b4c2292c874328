package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.SwarmLimits;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of rates, with time that passes as the test says. */
class RateLimitTest {
    private static final int PIECES = 400;
    private static final long RATE = 10 * SwarmRig.BLOCK;

    private final Rates engine = Rates.ofEngine();
    private final Rates torrent = engine.ofTorrent();

    private SwarmRig rig(boolean seed) {
        BitSet verified = new BitSet();
        verified.set(0, seed ? PIECES : 0);
        return new SwarmRig(PIECES, 1, verified, new SwarmLimits(4, 100, torrent));
    }

    private static HandPeer taker(SwarmRig rig) {
        HandPeer peer = rig.comes();
        List<Message> wishes = new ArrayList<>();
        wishes.add(new Message.Interested());
        for (int piece = 0; piece < PIECES; piece++) {
            wishes.add(new Message.Request(piece, 0, SwarmRig.BLOCK));
        }
        peer.says(wishes.toArray(Message[]::new));
        return peer;
    }

    private static int blocks(HandPeer peer) {
        return peer.hears(Message.Block.class).size();
    }

    @Test
    void peersAreServedNoFasterThanTheLimitAndAllAlike() {
        torrent.limit(new RateLimits(RATE, 0), 1);
        try (SwarmRig rig = rig(true)) {
            HandPeer first = taker(rig);
            HandPeer second = taker(rig);
            rig.pass(10 * SwarmRig.SECOND);
            int toFirst = blocks(first);
            int toSecond = blocks(second);
            assertThat(toFirst + toSecond).isBetween(98, 104);
            assertThat(toSecond).isBetween(40, 60);
            rig.requireSound();
        }
    }

    @Test
    void theLimitOfAllTorrentsCountsForEachToo() {
        engine.limit(new RateLimits(RATE, 0), 1);
        torrent.limit(new RateLimits(100 * RATE, 0), 1);
        try (SwarmRig rig = rig(true)) {
            HandPeer peer = taker(rig);
            rig.pass(5 * SwarmRig.SECOND);
            assertThat(blocks(peer)).isBetween(48, 54);
            engine.limit(RateLimits.NONE, 5 * SwarmRig.SECOND);
            rig.pass(SwarmRig.SECOND);
            assertThat(blocks(peer)).as("the rest at once").isGreaterThan(300);
        }
    }

    /** A seed that answers at once; returns the blocks it was asked for in so many seconds. */
    private static int asked(SwarmRig rig, HandPeer seed, int seconds) {
        int asked = 0;
        for (int tenth = 0; tenth < 10 * seconds; tenth++) {
            rig.pass(SwarmRig.SECOND / 10);
            for (List<Message.Request> wishes = seed.asked(); !wishes.isEmpty(); wishes = seed.asked()) {
                asked += wishes.size();
                seed.says(wishes.stream().map(wish -> seed.block(wish, 0)).toArray(Message[]::new));
            }
        }
        return asked;
    }

    @Test
    void blocksAreAskedForNoFasterThanTheLimit() {
        torrent.limit(new RateLimits(0, RATE), 1);
        try (SwarmRig rig = rig(false)) {
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            assertThat(asked(rig, seed, 10)).isBetween(95, 104);
            rig.requireSound();
            torrent.limit(RateLimits.NONE, 10 * SwarmRig.SECOND);
            assertThat(asked(rig, seed, 10)).as("all the rest").isGreaterThan(290);
            assertThat(rig.swarm().holdings().complete()).isTrue();
        }
    }

    @Test
    void twoTorrentsShareWhatIsLetThrough() {
        engine.limit(new RateLimits(0, RATE), 1);
        Rates other = engine.ofTorrent();
        try (SwarmRig rig = rig(false);
                SwarmRig beside = new SwarmRig(PIECES, 1, new BitSet(), new SwarmLimits(4, 100, other))) {
            HandPeer seed = rig.comes();
            seed.says(new Message.HaveAll(), new Message.Unchoke());
            HandPeer seedBeside = beside.comes();
            seedBeside.says(new Message.HaveAll(), new Message.Unchoke());
            int here = 0;
            int there = 0;
            for (int second = 0; second < 10; second++) {
                here += asked(rig, seed, 1);
                there += asked(beside, seedBeside, 1);
            }
            assertThat(here + there).isBetween(95, 110);
        }
    }
}
