package io.github.enxame.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What goes wrong while the faults are on: machines die and come back, cables are pulled, disks fill up, links break. */
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
        for (SimNode node : swarm.nodes()) {
            node.dieIfDoomed();
            node.host().heal();
            roomAgain(node);
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
        int dice = random.nextInt(100);
        if (dice < 20) {
            count("killed");
            node.dieAfter(1 + random.nextLong(500), SimNode.Death.KILLED);
        } else if (dice < 40) {
            count("power cut");
            node.dieAfter(1 + random.nextLong(500), SimNode.Death.POWER_CUT);
        } else if (dice < 60) {
            count("cable pulled");
            node.host().cut();
            later(seconds(0.2, 45), node.host()::heal);
        } else if (dice < 80) {
            breakLink(node);
        } else if (dice < 90) {
            count("left");
            swarm.leave(node, seconds(1, 15));
        } else if (dice < 96) {
            count("disk full");
            node.medium().capacity(0);
            later(seconds(2, 10), () -> roomAgain(node));
        } else {
            count("tracker away");
            swarm.tracker().host().cut();
            later(seconds(2, 40), swarm.tracker().host()::heal);
        }
    }

    private void breakLink(SimNode node) {
        List<SimLink> links = node.transport().map(SimTransport::links).orElse(List.of());
        if (!links.isEmpty()) {
            count("link broken");
            links.get(random.nextInt(links.size())).reset();
        }
    }

    private void roomAgain(SimNode node) {
        if (node.medium().full()) {
            node.medium().capacity(Long.MAX_VALUE);
            node.resume();
        }
    }

    private void later(long nanos, Runnable mend) {
        simulation.after(nanos, Simulation.FOREVER, mend);
    }

    private void count(String kind) {
        injected.merge(kind, 1, Integer::sum);
    }
}
