package io.github.enxame.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts, 10 and 15 ms away from the middle (a round trip of 50 ms), at 8 Mbit/s. */
class SimLinkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PORT = 6881;

    private final Simulation simulation = new Simulation(3, Trace.digestOnly());
    private final Network network = new Network(simulation);
    private final SimHost here = network.host("here", AccessLink.of(8, 8, 10, 0), true);
    private final SimHost there = network.host("there", AccessLink.of(8, 8, 15, 0), true);
    private final BufferPool herePool = new BufferPool(Swarm.BLOCK, 64);
    private final BufferPool therePool = new BufferPool(Swarm.BLOCK, 64);
    private final SimTransport near = transport(here, herePool);
    private final SimTransport far = transport(there, therePool);
    private final Heard dialled = new Heard(simulation);
    private final Heard accepted = new Heard(simulation);

    private SimTransport transport(SimHost host, BufferPool pool) {
        return new SimTransport(network, host, new Life(), pool, 64, simulation.random(host.name()), (_, _) -> {});
    }

    private static InetSocketAddress at(SimHost host) {
        return new InetSocketAddress(host.address(), PORT);
    }

    @BeforeEach
    void open() throws IOException {
        far.listen(at(there), _ -> accepted);
        near.dial(at(there), dialled);
        simulation.runUntil(SECOND);
        dialled.link().send(Handshake.of(new byte[20], new byte[20]));
        accepted.link().send(Handshake.of(new byte[20], new byte[20]));
        dialled.link().flush();
        accepted.link().flush();
        simulation.runUntil(2 * SECOND);
    }

    private void sendBlock(int number) throws InterruptedException {
        dialled.link().send(new Message.Block(number, 0, herePool.lease()));
    }

    @Test
    void aLinkStandsAfterOneRoundTrip() {
        assertThat(dialled.millis("opened")).isCloseTo(50, offset(2.0));
        assertThat(dialled.link().connectNanos() / 1e6).isCloseTo(50, offset(2.0));
        assertThat(dialled.link().incoming()).isFalse();
        assertThat(accepted.link().incoming()).isTrue();
    }

    @Test
    void aBlockTakesHalfARoundTripAndTheTimeOfItsBytesOnBothAccessLinks() throws InterruptedException {
        sendBlock(1);
        dialled.link().flush();
        simulation.runUntil(3 * SECOND);
        double bytesMillis = (16_384 + 13) / 1_000.0;
        assertThat(accepted.millis("block 1")).isCloseTo(2_000 + 25 + 2 * bytesMillis, offset(2.0));
        assertThat(herePool.leased()).isZero();
        assertThat(therePool.leased()).isZero();
    }

    @Test
    void whatIsSentLeavesOnlyWhenFlushed() {
        dialled.link().send(new Message.Have(1));
        simulation.runUntil(3 * SECOND);
        assertThat(accepted.news()).doesNotContain("Have[piece=1]");
        dialled.link().flush();
        simulation.runUntil(4 * SECOND);
        assertThat(accepted.news()).contains("Have[piece=1]");
    }

    @Test
    void messagesWaitWhileACableIsOutAndArriveInOrder() {
        there.cut();
        IntStream.range(0, 5).forEach(piece -> {
            dialled.link().send(new Message.Have(piece));
            dialled.link().flush();
        });
        simulation.runUntil(10 * SECOND);
        assertThat(accepted.news()).doesNotContain("Have[piece=0]");
        there.heal();
        simulation.runUntil(15 * SECOND);
        assertThat(accepted.news())
                .containsSubsequence(
                        "Have[piece=0]", "Have[piece=1]", "Have[piece=2]", "Have[piece=3]", "Have[piece=4]");
        assertThat(accepted.news().stream().filter("Have[piece=0]"::equals)).hasSize(1);
    }

    @Test
    void whoSendsIntoTheVoidGivesUpAndTheOtherSideLearnsItLater() {
        there.cut();
        dialled.link().send(new Message.Have(1));
        dialled.link().flush();
        simulation.runUntil(60 * SECOND);
        assertThat(dialled.news()).contains("closed: timed out");
        assertThat(accepted.news()).noneMatch(news -> news.startsWith("closed"));
        there.heal();
        accepted.link().send(new Message.Have(2));
        accepted.link().flush();
        simulation.runUntil(70 * SECOND);
        assertThat(accepted.news()).contains("closed: connection reset");
    }

    @Test
    void aKilledProcessIsMissedAtOnceAndALostMachineOnlyAfterSilence() {
        here.killed();
        simulation.runUntil(3 * SECOND);
        assertThat(accepted.news()).contains("closed: the other side reset the connection");
    }

    @Test
    void aMachineWithoutPowerIsMissedOnlyAfterSilence() {
        here.off();
        simulation.runUntil(100 * SECOND);
        assertThat(accepted.news()).noneMatch(news -> news.startsWith("closed"));
        simulation.runUntil(200 * SECOND);
        assertThat(accepted.news()).contains("closed: nothing was heard from it for 150 s");
    }

    @Test
    void aDialToNobodyFails() {
        Heard refused = new Heard(simulation);
        near.dial(new InetSocketAddress(there.address(), PORT + 1), refused);
        Heard unanswered = new Heard(simulation);
        far.dial(new InetSocketAddress("10.9.9.9", PORT), unanswered);
        simulation.runUntil(20 * SECOND);
        assertThat(refused.news()).hasSize(1).first().asString().startsWith("failed: nothing listens");
        assertThat(unanswered.news()).hasSize(1).first().asString().contains("does not answer");
    }

    @Test
    void blocksWaitForRoomInTheOtherSidesPool() throws InterruptedException {
        for (int i = 0; i < 64; i++) {
            therePool.lease();
        }
        sendBlock(1);
        dialled.link().flush();
        simulation.runUntil(5 * SECOND);
        assertThat(accepted.news()).doesNotContain("block 1");
        therePool.release(java.nio.ByteBuffer.allocateDirect(Swarm.BLOCK));
        simulation.runUntil(6 * SECOND);
        assertThat(accepted.news()).contains("block 1");
    }

    @Test
    void aClosedLinkGivesItsBuffersBack() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            sendBlock(i);
        }
        dialled.link().flush();
        assertThat(dialled.link().queuedBytes()).isGreaterThan(500_000);
        dialled.link().close();
        simulation.runUntil(4 * SECOND);
        assertThat(herePool.leased()).isZero();
        assertThat(therePool.leased()).isZero();
        assertThat(dialled.news()).contains("closed: closed by us").doesNotContain("drained");
        assertThat(accepted.news()).contains("closed: the other side closed the connection");
    }
}
