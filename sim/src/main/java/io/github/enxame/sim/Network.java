package io.github.enxame.sim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The hosts of a simulated world and how long things take between them. */
final class Network {
    private static final int PACKET_BYTES = 1_448;
    private static final long LEAST_RETRANSMISSION_NANOS = 200_000_000L;

    private final Simulation simulation;
    private final Map<InetAddress, SimHost> hosts = new LinkedHashMap<>();
    private int addresses;
    private boolean parted;

    Network(Simulation simulation) {
        this.simulation = simulation;
    }

    Simulation simulation() {
        return simulation;
    }

    /** A host with the next free address in 10.0.0.0/8. */
    SimHost host(String name, AccessLink access, boolean reachable) {
        SimHost host = new SimHost(simulation, name, nextAddress(), access, reachable);
        hosts.put(host.address(), host);
        return host;
    }

    /** Gives a host another address: nobody finds it at the old one, and its links are dead. */
    void move(SimHost host) {
        hosts.remove(host.address());
        host.move(nextAddress());
        hosts.put(host.address(), host);
    }

    private InetAddress nextAddress() {
        int number = ++addresses;
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** From now on half of the hosts reach each other only, and the other half as well. */
    void part(RandomGenerator random) {
        parted = true;
        hosts.values().forEach(host -> host.beyond(random.nextBoolean()));
    }

    boolean parted() {
        return parted;
    }

    /** The network is one again. */
    void join() {
        if (parted) {
            parted = false;
            hosts.values().forEach(host -> host.beyond(false));
            hosts.values().forEach(SimHost::heal);
        }
    }

    @Nullable SimHost find(InetAddress address) {
        return hosts.get(address);
    }

    /** How long a packet takes one way when nothing is queued. */
    static long delayNanos(SimHost from, SimHost to) {
        return from.access().delayNanos() + to.access().delayNanos();
    }

    /** How much later than undisturbed something of this length arrives: jitter, and a round trip or more per loss. */
    static long disturbanceNanos(SimHost from, SimHost to, int bytes, RandomGenerator random) {
        long delay = delayNanos(from, to);
        long late = random.nextLong(1 + delay / 20);
        double loss = from.access().loss() + to.access().loss();
        if (loss > 0) {
            int packets = bytes / PACKET_BYTES + 1;
            double untouched = Math.pow(1 - loss, packets);
            while (random.nextDouble() > untouched && late < 5_000_000_000L) {
                late += Math.max(2 * delay, LEAST_RETRANSMISSION_NANOS);
            }
        }
        return late;
    }
}
