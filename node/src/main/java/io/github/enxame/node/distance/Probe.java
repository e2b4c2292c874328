package io.github.enxame.node.distance;

import io.github.enxame.engine.transport.Transport;
import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/** Measures one peer: the first connection also exchanges handshakes, the others are only timed. */
final class Probe {
    private final PeerAddress address;
    private final Transport transport;
    private final Introduction introduction;
    private final int tries;
    private PeerDistance result;

    /** A probe that has not begun. */
    Probe(PeerAddress address, Transport transport, Introduction introduction, int tries) {
        this.address = address;
        this.transport = transport;
        this.introduction = introduction;
        this.tries = tries;
        this.result = new PeerDistance(
                address, "", List.of(), OptionalDouble.empty(), Optional.of("there was no time left to ask it"));
    }

    /** Measures, one connection after the other. Blocks until the transport's limits at the latest. */
    void run() throws InterruptedException, ExecutionException {
        InetSocketAddress target = new InetSocketAddress(address.ip(), address.port());
        transport.dial(target, introduction);
        Introduction.Outcome first = introduction.outcome().get();
        List<Long> roundTrips = new ArrayList<>(first.roundTripsNanos());
        keep(first, roundTrips);
        for (int i = 1; i < tries && first.failure().isEmpty(); i++) {
            Knock knock = new Knock();
            transport.dial(target, knock);
            OptionalLong took = knock.connectNanos().get();
            took.ifPresent(roundTrips::add);
            keep(first, roundTrips);
        }
    }

    private synchronized void keep(Introduction.Outcome outcome, List<Long> roundTrips) {
        result = new PeerDistance(
                address, outcome.client(), List.copyOf(roundTrips), outcome.share(), outcome.failure());
    }

    /** What is known so far. Any thread. */
    synchronized PeerDistance result() {
        return result;
    }
}
