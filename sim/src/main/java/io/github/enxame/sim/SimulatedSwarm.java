package io.github.enxame.sim;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A whole swarm of engines in one simulated world, through three phases: peers join while faults happen; faults stop and
 * everybody must complete; everybody leaves and everything borrowed must be back.
 */
public final class SimulatedSwarm {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_NANOS = SECOND / 4;
    private static final long GOODBYE_NANOS = 60 * SECOND;

    /** What makes an info long enough to come in several pieces, in bytes. */
    private static final int MAGNET_INFO = 70_000;

    private final Scenario scenario;
    private final Simulation simulation;
    private final Network network;
    private final SimTracker tracker;
    private final Sample sample;
    private final RandomGenerator random;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<Poisoner> poisoners = new ArrayList<>();
    private final Set<InetAddress> hostile = new LinkedHashSet<>();
    private final Faults faults;
    private boolean parting;

    SimulatedSwarm(Scenario scenario, long seed, Trace trace) {
        this.scenario = scenario;
        this.simulation = new Simulation(seed, trace);
        this.network = new Network(simulation);
        this.random = simulation.random("scene");
        this.sample = Sample.of(
                scenario.length(),
                scenario.pieceLength(),
                scenario.version(),
                scenario.magnet() ? MAGNET_INFO : 0,
                scenario.files(),
                simulation.random("sample"));
        this.tracker = new SimTracker(
                simulation, network.host("tracker", AccessLink.of(100, 100, 2, 0), true), scenario.named());
        this.faults = new Faults(this);
        people();
    }

    /**
     * Plays a scenario from its seed to its end.
     *
     * @throws RuleBroken when something happened that never may; the message names the seed
     */
    public static Outcome play(Scenario scenario, long seed, Trace trace) {
        SimulatedSwarm swarm = new SimulatedSwarm(scenario, seed, trace);
        try {
            return swarm.play();
        } catch (RuntimeException e) {
            throw new RuleBroken(
                    "seed " + seed + ", " + swarm.simulation.nanos() / 1_000_000 + " ms: " + e.getMessage()
                            + "\nagain: " + scenario.command(seed),
                    e);
        }
    }

    private void people() {
        for (int i = 0; i < scenario.seeds(); i++) {
            double megabits = scenario.seedMegabits();
            AccessLink access = megabits > 0 ? AccessLink.of(megabits, 10, 20, 0) : access();
            boolean reachable =
                    switch (scenario.reach()) {
                        case MOST -> i == 0;
                        case SEEDS -> true;
                        case LEECHES -> false;
                    };
            nodes.add(new SimNode(this, network.host("seed" + i, access, reachable), true));
        }
        for (int i = 0; i < scenario.leeches(); i++) {
            boolean inviting = random.nextInt(100) < 70;
            boolean reachable =
                    switch (scenario.reach()) {
                        case MOST -> inviting;
                        case SEEDS -> false;
                        case LEECHES -> true;
                    };
            SimHost host = network.host("leech" + i, access(), reachable);
            // Nobody can use a magnet link without extensions.
            host.plain(random.nextInt(100) < 20 && !scenario.magnet());
            nodes.add(new SimNode(this, host, false));
        }
        for (int i = 0; i < scenario.poisoners(); i++) {
            Fault manner = scenario.fault().filter(Fault::hostile).orElse(Fault.WRONG_BLOCKS);
            // A slower line is still thousands of messages a second, each of which is an event of the simulation.
            double megabits = manner.floods() ? 0.5 : 20;
            SimHost host = network.host("poisoner" + i, AccessLink.of(megabits, 20, 5, 0), true);
            hostile.add(host.address());
            poisoners.add(new Poisoner(this, host, manner, i % 2 == 0 ? 1 : 0.3));
        }
    }

    /** Most peers are at home; some are near and fast, some far, slow and on a bad line. */
    private AccessLink access() {
        return switch (random.nextInt(10)) {
            case 0 -> AccessLink.of(10, 20, 1 + random.nextInt(3), 0);
            case 1 -> AccessLink.of(0.1, 0.5, 100 + random.nextInt(200), 0.02);
            default ->
                AccessLink.of(
                        0.3 + 2 * random.nextDouble(),
                        2 + 10 * random.nextDouble(),
                        2 + random.nextInt(80),
                        0.01 * random.nextDouble());
        };
    }

    /** Has everybody come in the course of time. */
    void start() {
        nodes.stream().limit(scenario.seeds()).forEach(SimNode::start);
        poisoners.forEach(Poisoner::start);
        for (SimNode node : nodes.subList(scenario.seeds(), nodes.size())) {
            simulation.at((long) (random.nextDouble() * scenario.joinSeconds() * SECOND), node::start);
        }
    }

    private Outcome play() {
        start();
        if (scenario.faultSeconds() > 0) {
            faults.start();
        }
        simulation.runUntil(scenario.faultSeconds() * SECOND);
        faults.stop();
        long completed = live();
        part();
        int poisoned = poisoners.stream()
                .flatMap(poisoner -> poisoner.victims().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        int lies = poisoners.stream().mapToInt(Poisoner::lies).sum();
        Map<String, Integer> injected = new LinkedHashMap<>(faults.injected());
        scenario.fault()
                .filter(Fault::hostile)
                .ifPresent(fault -> injected.put(
                        fault.title(),
                        poisoners.stream().mapToInt(Poisoner::answers).sum() + lies));
        long events = simulation.trace().events();
        return new Outcome(
                simulation.seed(),
                simulation.trace().digest(),
                simulation.nanos(),
                completed,
                events,
                simulation.steps(),
                injected,
                poisoned,
                lies);
    }

    /** Rule 10: faults over and content reachable, everybody completes. */
    long live() {
        long deadline = simulation.nanos() + scenario.liveSeconds() * SECOND;
        while (!nodes.stream().allMatch(SimNode::complete)) {
            if (simulation.nanos() > deadline) {
                List<SimNode> late =
                        nodes.stream().filter(node -> !node.complete()).toList();
                throw new RuleBroken(late.size() + " peers have not completed: "
                        + late.stream().map(SimulatedSwarm::said).toList());
            }
            simulation.runUntil(simulation.nanos() + LOOK_NANOS);
        }
        nodes.forEach(SimNode::checkNow);
        nodes.forEach(this::requireJustice);
        return simulation.nanos();
    }

    /** Rule 11: who was sent something wrong knows by whom. */
    private void requireJustice(SimNode node) {
        boolean wronged = node.swarm()
                .filter(swarm -> swarm.holdings().refusedBlocks() > 0)
                .isPresent();
        if (wronged && hostile.stream().noneMatch(node::hasBanned)) {
            throw node.broken("was sent wrong blocks and has banned nobody");
        }
    }

    /** Rule 9: everybody leaves, and everything borrowed is back. */
    void part() {
        parting = true;
        nodes.forEach(node -> node.stop(() -> {}));
        poisoners.forEach(Poisoner::stop);
        simulation.runUntil(simulation.nanos() + GOODBYE_NANOS);
        List<SimNode> stuck = nodes.stream().filter(node -> !node.stopped()).toList();
        if (!stuck.isEmpty()) {
            throw new RuleBroken(stuck + " do not close");
        }
    }

    private static String said(SimNode node) {
        return node
                + node.swarm()
                        .map(swarm -> " " + swarm.life().phase() + " with "
                                + swarm.holdings().picker().verified().cardinality() + " pieces and "
                                + swarm.connections().sessions().size() + " sessions")
                        .orElse(node.running() ? " is not open" : " is off");
    }

    /** A machine died: while faults are on, it stays off for a while. */
    void died(SimNode node) {
        long off = faults.on() ? (long) (SECOND * 15 * random.nextDouble()) : 0;
        simulation.after(off, Simulation.FOREVER, node::start);
    }

    /** A user ends the program and starts it again after a while. */
    void leave(SimNode node, long awayNanos) {
        node.stop(() -> simulation.after(awayNanos, Simulation.FOREVER, () -> {
            if (!parting) {
                node.start();
            }
        }));
    }

    Scenario scenario() {
        return scenario;
    }

    Simulation simulation() {
        return simulation;
    }

    Network network() {
        return network;
    }

    SimTracker tracker() {
        return tracker;
    }

    Sample sample() {
        return sample;
    }

    List<SimNode> nodes() {
        return nodes;
    }

    /** Who may be banned. */
    Set<InetAddress> hostile() {
        return hostile;
    }
}
