package io.github.enxame.sim;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.protocol.magnet.MagnetLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A machine that runs the engine: starts, may die at any use of its disk or network, and starts again. */
final class SimNode {
    /** How a machine dies. */
    enum Death {
        /** The process is killed; the system stays and closes its sockets. */
        KILLED,
        /** The power is cut: what was not forced is lost, and nobody is told. */
        POWER_CUT
    }

    /** What one run of the process is made of. */
    private record Run(
            Life life,
            Engine engine,
            Torrent torrent,
            SimTransport transport,
            SimDisk disk,
            SimTimeline timeline,
            World world,
            Rules rules) {}

    static final int PORT = 6881;

    private static final Path FOLDER = Path.of("/home/reader/shared");
    private static final Path RECORDS = Path.of("/home/reader/.records");
    private static final int POOL_BLOCKS = 128;

    private final SimulatedSwarm world;
    private final SimHost host;
    private final boolean seed;
    private final Medium medium = new Medium();
    private final RandomGenerator random;
    private final long forceNanos;
    private Selection wanted = Selection.everything();
    private @Nullable Run run;
    private boolean stopping;
    private int runs;
    private int durable;
    private long usesLeft;
    private @Nullable Life dying;
    private Death nextDeath = Death.KILLED;

    SimNode(SimulatedSwarm world, SimHost host, boolean seed) {
        this.world = world;
        this.host = host;
        this.seed = seed;
        this.random = world.simulation().random("node " + host);
        this.forceNanos = 2_000_000L << random.nextInt(4);
        if (seed) {
            world.sample().place(medium, FOLDER);
            durable = world.sample().layout().pieceCount();
        } else if (world.scenario().files() > 1) {
            wanted = world.sample().someOf(random);
        }
    }

    SimHost host() {
        return host;
    }

    Medium medium() {
        return medium;
    }

    Path folder() {
        return FOLDER;
    }

    /** Whether its process runs and has not been asked to end. */
    boolean running() {
        return run != null && !stopping;
    }

    boolean stopped() {
        return run == null;
    }

    /** The swarm as the running engine sees it, once its store is open. */
    Optional<Swarm> swarm() {
        return Optional.ofNullable(run).map(current -> current.rules().swarm());
    }

    Optional<SimTransport> transport() {
        return Optional.ofNullable(run).map(Run::transport);
    }

    /** Whether all that is wanted is here, under its own name, and the engine knows. */
    boolean complete() {
        return swarm().filter(swarm -> swarm.holdings().satisfied() && swarm.inPlace())
                        .isPresent()
                && world.sample().finished(medium, FOLDER, wanted);
    }

    /** Starts the process. */
    void start() {
        Simulation simulation = world.simulation();
        String name = host + " run " + ++runs;
        Life life = new Life();
        host.on();
        Rules rules = new Rules(this, world.sample(), world.hostile());
        BufferPool pool = new BufferPool(Swarm.BLOCK, POOL_BLOCKS);
        SimTransport transport = new SimTransport(
                world.network(), host, life, pool, POOL_BLOCKS, simulation.random("links of " + name), rules);
        SimDisk disk =
                new SimDisk(simulation, life, medium, simulation.random("disk of " + name), forceNanos, this::mayDie);
        SimTimeline timeline = new SimTimeline(simulation, life, simulation.random("turns of " + name), rules);
        World parts = new World(
                timeline,
                simulation.random("engine of " + name),
                transport,
                world.tracker().client(host, life),
                disk,
                pool);
        EngineSettings settings = EngineSettings.standard()
                .listeningAt(new InetSocketAddress(host.address(), PORT))
                .recordingIn(RECORDS)
                .serving(world.scenario().uploadSlots())
                .superSeeding(world.scenario().superSeeding());
        try {
            Engine engine = Engine.open(settings, parts);
            Torrent torrent = seed
                    ? engine.seed(world.sample().metainfo(), FOLDER)
                    : world.scenario().magnet()
                            ? engine.download(MagnetLink.of(world.sample().metainfo()), FOLDER)
                            : world.scenario().files() == 1
                                    ? engine.download(world.sample().metainfo(), FOLDER)
                                    : engine.download(world.sample().metainfo(), FOLDER, wanted);
            run = new Run(life, engine, torrent, transport, disk, timeline, parts, rules);
        } catch (IOException e) {
            throw new IllegalStateException(host + " cannot listen", e);
        }
    }

    /** The user wants other files than before. */
    void choose() {
        Run current = run;
        if (seed) {
            return;
        }
        wanted = world.sample().someOf(random);
        if (current != null && !stopping) {
            current.torrent().select(wanted);
        }
    }

    /** The machine will die at one of its next uses of disk, network or mailbox. */
    void dieAfter(long uses, Death death) {
        if (usesLeft == 0 && running()) {
            usesLeft = uses;
            nextDeath = death;
        }
    }

    /** Whoever catches the death on its way, as the engine does with errors of its own, finds that nothing can be done any more. */
    void mayDie() {
        Life life = run == null ? null : run.life();
        if (usesLeft > 0 && --usesLeft == 0) {
            dying = life;
            world.simulation().after(0, Simulation.FOREVER, () -> {
                if (life != null && run != null && run.life() == life) {
                    died();
                }
            });
        }
        if (life != null && dying == life) {
            throw new Crash(this::died);
        }
    }

    /** The machine is about to die, and does so now if it has not yet. */
    void dieIfDoomed() {
        if (usesLeft > 0) {
            died();
        }
    }

    private void died() {
        usesLeft = 0;
        Run dead = run;
        if (dead == null) {
            return;
        }
        dead.life().end();
        run = null;
        world.simulation()
                .trace()
                .event(world.simulation().nanos(), host.name(), nextDeath == Death.KILLED ? "killed" : "power cut");
        switch (nextDeath) {
            case KILLED -> {
                host.killed();
                medium.processEnded();
            }
            case POWER_CUT -> {
                host.off();
                medium.crash(random);
            }
        }
        world.died(this);
    }

    /**
     * Ends the process as its user would, then runs {@code ended}. Rule 9: everything borrowed is back then. Does nothing
     * if it is not running.
     */
    void stop(Runnable ended) {
        Run current = run;
        if (current == null || stopping) {
            return;
        }
        usesLeft = 0;
        stopping = true;
        // Not within the future, which would keep a broken rule to itself.
        Runnable close = () -> {
            current.transport().close();
            current.world().trackers().close();
            current.disk().close();
            current.world().timeline().close();
            current.life().end();
            run = null;
            stopping = false;
            requireAllBack(current);
            ended.run();
        };
        var _ = current.torrent().remove().thenRun(() -> world.simulation().after(0, current.life(), close));
    }

    private void requireAllBack(Run ended) {
        int buffers = ended.world().buffers().leased();
        if (buffers != 0 || ended.disk().open() != 0 || medium.locked() != 0) {
            throw broken("has stopped, but " + buffers + " buffers, "
                    + ended.disk().open() + " files and " + medium.locked() + " locks are out");
        }
    }

    /** The user frees some space and goes on. */
    void resume() {
        Optional.ofNullable(run).ifPresent(current -> current.torrent().resume());
    }

    /** Its process stands still for so long. */
    void suspend(long nanos) {
        Optional.ofNullable(run).ifPresent(current -> current.timeline().suspend(nanos));
    }

    /** Its machine sleeps for so long; {@code clockStops}: by its own clock no time passes. */
    void sleep(long nanos, boolean clockStops) {
        Optional.ofNullable(run).ifPresent(current -> current.timeline().sleep(nanos, clockStops));
    }

    /** Somebody sets its clock, so many milliseconds from what it was. */
    void setClock(long millis) {
        Optional.ofNullable(run).ifPresent(current -> current.timeline().setClock(millis));
    }

    /** It hears of a peer at this host. */
    void connect(InetAddress address) {
        Run current = run;
        if (current != null) {
            InetSocketAddress peer = new InetSocketAddress(address, PORT);
            swarm().ifPresent(swarm -> current.timeline().post(new Event.Command(() -> swarm.connect(peer))));
        }
    }

    /** The last checks of a running node. */
    void checkNow() {
        Run current = run;
        if (current != null) {
            swarm().ifPresent(current.rules()::check);
        }
    }

    /** Whether this node's engine has banned somebody. */
    boolean hasBanned(InetAddress address) {
        return swarm().filter(swarm -> swarm.connections().book().banned(new InetSocketAddress(address, PORT)))
                .isPresent();
    }

    void durable(int pieces) {
        durable = pieces;
    }

    int durable() {
        return durable;
    }

    void trace(Event event) {
        EventTrace.add(world.simulation().trace(), world.simulation().nanos(), host.name(), event);
    }

    long nanos() {
        return world.simulation().nanos();
    }

    RuleBroken broken(String what) {
        return new RuleBroken(host + " (" + host.address().getHostAddress() + ") " + what + ", at "
                + world.simulation().nanos() / 1_000_000 + " ms");
    }

    Set<InetAddress> hostile() {
        return world.hostile();
    }

    @Override
    public String toString() {
        return host.name();
    }
}
