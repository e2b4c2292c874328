package io.github.enxame.sim;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The links of one process on a simulated host. Everything it tells is told by the simulation's queue. */
final class SimTransport implements Transport {
    /** Who sees what goes out, before it does; may refuse by throwing. */
    interface Watch {
        void sending(SimLink link, Message message);
    }

    private static final long DIAL_TIMEOUT_NANOS = 10_000_000_000L;

    private final Network network;
    private final SimHost host;
    private final Life life;
    private final BufferPool pool;
    private final int poolCapacity;
    private final RandomGenerator random;
    private final Watch watch;
    private final Set<SimLink> links = new LinkedHashSet<>();
    private @Nullable Function<Link, LinkListener> acceptor;
    private boolean closed;

    SimTransport(
            Network network,
            SimHost host,
            Life life,
            BufferPool pool,
            int poolCapacity,
            RandomGenerator random,
            Watch watch) {
        this.network = network;
        this.host = host;
        this.life = life;
        this.pool = pool;
        this.poolCapacity = poolCapacity;
        this.random = random;
        this.watch = watch;
    }

    Simulation simulation() {
        return network.simulation();
    }

    SimHost host() {
        return host;
    }

    Life life() {
        return life;
    }

    RandomGenerator random() {
        return random;
    }

    Watch watch() {
        return watch;
    }

    BufferPool pool() {
        return pool;
    }

    boolean hasRoomFor(int blocks) {
        return pool.leased() + blocks <= poolCapacity;
    }

    /** The links that are open. */
    List<SimLink> links() {
        return List.copyOf(links);
    }

    void add(SimLink link) {
        links.add(link);
        host.add(link);
    }

    void remove(SimLink link) {
        links.remove(link);
        host.remove(link);
    }

    @Override
    public void dial(InetSocketAddress address, LinkListener listener) {
        SimHost target = network.find(address.getAddress());
        long half = target == null ? 1_000_000 : Network.delayNanos(host, target);
        long asked = simulation().nanos();
        simulation().after(half + random.nextLong(1 + half / 20), Simulation.FOREVER, () -> {
            if (target == null || host.cutOffFrom(target) || !target.reachable()) {
                fail(listener, DIAL_TIMEOUT_NANOS, address + " does not answer");
                return;
            }
            SimTransport there = target.listenerAt(address.getPort());
            if (there == null) {
                fail(listener, half, "nothing listens at " + address);
                return;
            }
            simulation().after(half, life, () -> connected(address, there, asked, listener));
        });
    }

    /** {@inheritDoc} No bytes travel here that could be enciphered: it is a dial like any other. */
    @Override
    public void dialEncrypted(InetSocketAddress address, byte[] infoHash, LinkListener listener) {
        dial(address, listener);
    }

    @Override
    public void expect(byte[] infoHash) {}

    @Override
    public void dismiss(byte[] infoHash) {}

    private void fail(LinkListener listener, long delayNanos, String reason) {
        simulation().after(delayNanos, life, () -> {
            if (!closed) {
                listener.failed(reason);
            }
        });
    }

    private void connected(InetSocketAddress address, SimTransport there, long askedNanos, LinkListener listener) {
        if (closed) {
            return;
        }
        InetSocketAddress own = new InetSocketAddress(host.address(), host.ephemeralPort());
        SimLink near = new SimLink(this, address, false, simulation().nanos() - askedNanos);
        SimLink far = new SimLink(there, own, true, 0);
        near.join(far);
        add(near);
        simulation().after(Network.delayNanos(host, there.host()), Simulation.FOREVER, () -> there.accept(far));
        near.opened(listener);
    }

    private void accept(SimLink link) {
        Function<Link, LinkListener> taker = acceptor;
        if (closed || life.over() || taker == null) {
            link.refuse();
            return;
        }
        add(link);
        link.opened(taker.apply(link));
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> taker) throws IOException {
        if (!host.listen(address.getPort(), this)) {
            throw new IOException("port " + address.getPort() + " of " + host + " is taken");
        }
        acceptor = taker;
        return new InetSocketAddress(host.address(), address.getPort());
    }

    @Override
    public void close() {
        closed = true;
        host.unlisten(this);
        links().forEach(SimLink::close);
    }
}
