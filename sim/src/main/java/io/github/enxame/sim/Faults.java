package io.github.enxame.sim;

import io.github.enxame.protocol.announce.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What goes wrong while the faults are on, and is mended: machines die and come back, cables are pulled, disks fill up. */
final class Faults {
    private static final long SECOND = 1_000_000_000L;

    private final SimulatedSwarm swarm;
    private final Simulation simulation;
    private final RandomGenerator random;
    private final Map<String, Integer> injected = new LinkedHashMap<>();
    private boolean on;

    Faults(SimulatedSwarm swarm) {
        this.swarm = swarm;
        this.simulation = swarm.simulation();
        this.random = simulation.random("faults");
    }

    /** How often each kind of fault was injected. */
    Map<String, Integer> injected() {
        return injected;
    }

    boolean on() {
        return on;
    }

    void start() {
        on = true;
        next();
    }

    /** No more faults; what is broken is mended. */
    void stop() {
        on = false;
        swarm.tracker().host().heal();
        swarm.tracker().refuse(false);
        swarm.network().join();
        for (SimNode node : swarm.nodes()) {
            node.dieIfDoomed();
            node.host().heal();
            node.medium().slow(0);
            roomAgain(node);
            worksAgain(node);
        }
    }

    private void next() {
        long mean = 40 * SECOND / Math.max(1, swarm.nodes().size());
        simulation.after(random.nextLong(2 * mean), Simulation.FOREVER, () -> {
            if (on) {
                inject();
                next();
            }
        });
    }

    private long seconds(double least, double most) {
        return (long) (SECOND * (least + (most - least) * random.nextDouble()));
    }

    private void inject() {
        List<SimNode> running = swarm.nodes().stream().filter(SimNode::running).toList();
        if (running.isEmpty()) {
            return;
        }
        SimNode node = running.get(random.nextInt(running.size()));
        if (swarm.scenario().files() > 1 && random.nextInt(3) == 0) {
            injected.merge("chose", 1, Integer::sum);
            node.choose();
            return;
        }
        Fault fault = swarm.scenario().fault().orElseGet(this::any);
        if (strike(fault, node)) {
            injected.merge(fault.title(), 1, Integer::sum);
        }
    }

    /** The usual mix. */
    private Fault any() {
        int dice = random.nextInt(100);
        if (dice < 20) {
            return Fault.KILLED;
        } else if (dice < 40) {
            return Fault.POWER_CUT;
        } else if (dice < 60) {
            return Fault.CABLE_PULLED;
        } else if (dice < 80) {
            return Fault.LINK_BROKEN;
        } else if (dice < 90) {
            return Fault.LEFT;
        } else if (dice < 96) {
            return Fault.DISK_FULL;
        }
        return Fault.TRACKER_AWAY;
    }

    /** Returns whether it could happen. */
    private boolean strike(Fault fault, SimNode node) {
        return switch (fault) {
            case KILLED -> done(() -> node.dieAfter(1 + random.nextLong(500), SimNode.Death.KILLED));
            case POWER_CUT -> done(() -> node.dieAfter(1 + random.nextLong(500), SimNode.Death.POWER_CUT));
            case CABLE_PULLED -> {
                node.host().cut();
                yield later(seconds(0.2, 45), node.host()::heal);
            }
            case PARTITION -> part();
            case LINK_BROKEN -> anyLink(node).map(link -> done(link::reset)).orElse(false);
            case LINK_DEAD -> anyLink(node).map(link -> done(link::mute)).orElse(false);
            case CROSSED_DIALS -> cross(node);
            case LEFT -> done(() -> swarm.leave(node, seconds(1, 15)));
            case SUSPENDED -> done(() -> node.suspend(seconds(0.5, 45)));
            case SLEPT ->
                done(() -> node.sleep(
                        random.nextBoolean() ? seconds(300, 1_200) : seconds(20_000, 30_000), random.nextBoolean()));
            case MOVED -> done(() -> swarm.network().move(node.host()));
            case CLOCK_SET -> done(() -> node.setClock(seconds(-100_000, 100_000) / 1_000_000));
            case DISK_FULL -> {
                node.medium().capacity(0);
                yield later(seconds(2, 10), () -> roomAgain(node));
            }
            case DISK_SLOW -> {
                node.medium().slow(seconds(0.01, 0.5));
                yield later(seconds(2, 20), () -> node.medium().slow(0));
            }
            case DISK_FAILS -> {
                node.medium().failing(true);
                yield later(seconds(1, 10), () -> worksAgain(node));
            }
            case TRACKER_AWAY -> {
                swarm.tracker().host().cut();
                yield later(seconds(2, 40), swarm.tracker().host()::heal);
            }
            case TRACKER_LIES -> done(() -> swarm.tracker().lie(List.of(nobody(), nobody())));
            case TRACKER_REFUSES -> {
                swarm.tracker().refuse(true);
                yield later(seconds(2, 40), () -> swarm.tracker().refuse(false));
            }
            // These are what hostile peers do all the time.
            case WRONG_BLOCKS,
                    SHORT_BLOCKS,
                    SILENT_PEERS,
                    FICKLE_PEERS,
                    GARBLED_PEERS,
                    FLOODING_PEERS,
                    RAVING_PEERS,
                    METADATA_LIES -> false;
        };
    }

    private static boolean done(Runnable happens) {
        happens.run();
        return true;
    }

    private boolean part() {
        if (swarm.network().parted()) {
            return false;
        }
        swarm.network().part(random);
        return later(seconds(2, 40), swarm.network()::join);
    }

    private boolean cross(SimNode node) {
        List<SimNode> running = swarm.nodes().stream().filter(SimNode::running).toList();
        SimNode other = running.get(random.nextInt(running.size()));
        node.connect(other.host().address());
        other.connect(node.host().address());
        node.connect(node.host().address());
        return true;
    }

    /** An address at which there is no peer: no host, or one that has no such port open. */
    private PeerAddress nobody() {
        byte[] address = {10, (byte) random.nextInt(2), (byte) random.nextInt(2), (byte) (1 + random.nextInt(20))};
        try {
            return new PeerAddress(InetAddress.getByAddress(address), 1_024 + random.nextInt(4_000));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private Optional<SimLink> anyLink(SimNode node) {
        List<SimLink> links = node.transport().map(SimTransport::links).orElse(List.of());
        return links.isEmpty() ? Optional.empty() : Optional.of(links.get(random.nextInt(links.size())));
    }

    private void roomAgain(SimNode node) {
        if (node.medium().full()) {
            node.medium().capacity(Long.MAX_VALUE);
            node.resume();
        }
    }

    private void worksAgain(SimNode node) {
        if (node.medium().failing()) {
            node.medium().failing(false);
            node.resume();
        }
    }

    private boolean later(long nanos, Runnable mend) {
        simulation.after(nanos, Simulation.FOREVER, mend);
        return true;
    }
}
