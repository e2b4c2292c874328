package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.LocalAnnounce;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds peers in the local network by multicast (BEP 14), IPv4 and IPv6, with one thread: only on the interface, and in the
 * family, of the address that peers are listened to at, where that is a certain one. Other programs on this machine,
 * our own kind included, share the port. Looks every ten seconds whether the machine's addresses have changed. What cannot
 * be had, multicast at all for one, is done without. Safe for use from any thread.
 */
public final class MulticastNetwork implements LocalNetwork {
    /** Most announces of others that are looked at in a second; further ones are dropped. */
    static final int MAX_HEARD_PER_SECOND = 50;

    private static final System.Logger LOG = System.getLogger(MulticastNetwork.class.getName());
    private static final List<String> GROUPS = List.of("239.192.152.143", "ff15::efc0:988f");
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_WAITING = 256;

    private final LongSupplier nanos;
    private final String cookie;
    private final Queue<LocalAnnounce> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile @Nullable Selector selector;
    private volatile boolean closed;

    /**
     * A network that is silent until it is listened to.
     *
     * @param random makes the cookie by which we know our own announces
     * @param nanos the timeline of rates
     */
    public MulticastNetwork(RandomGenerator random, LongSupplier nanos) {
        this.nanos = nanos;
        this.cookie = Long.toHexString(random.nextLong());
    }

    @Override
    public void listen(InetAddress at, Listener listener) {
        try {
            Selector made = Selector.open();
            selector = made;
            Thread.ofPlatform().name("enxame-local-network").daemon().start(() -> new Round(at, listener, made).run());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Peers near by are not looked for", e);
        }
    }

    @Override
    public void announce(int port, List<Id20> infoHashes) {
        Selector running = selector;
        if (running != null && waiting.offer(new LocalAnnounce(port, infoHashes, cookie))) {
            running.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        Selector running = selector;
        if (running != null) {
            running.wakeup();
        }
    }

    /** What the thread knows. */
    private final class Round {
        private final InetAddress at;
        private final Listener listener;
        private final Selector selector;
        private final List<MulticastGroup> groups = new ArrayList<>();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LocalAnnounce.MAX_LENGTH + 1);
        private LocalInterfaces interfaces = new LocalInterfaces(List.of());
        private long lookedNanos;
        private long secondNanos;
        private int heardThisSecond;

        Round(InetAddress at, Listener listener, Selector selector) {
            this.at = at;
            this.listener = listener;
            this.selector = selector;
        }

        void run() {
            try (Selector _ = selector) {
                for (String group : GROUPS) {
                    InetAddress address = InetAddress.ofLiteral(group);
                    // Who is told of us in the other family would find nobody at the address it sees.
                    if (at.isAnyLocalAddress() || at.getClass().equals(address.getClass())) {
                        open(address);
                    }
                }
                look();
                while (!closed) {
                    selector.select(TimeUnit.NANOSECONDS.toMillis(LOOK_NANOS));
                    if (nanos.getAsLong() - lookedNanos >= LOOK_NANOS && look()) {
                        listener.changed();
                    }
                    hear();
                    say();
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "Peers near by are not looked for any more", e);
            } finally {
                groups.forEach(MulticastGroup::close);
            }
        }

        private void open(InetAddress group) {
            try {
                groups.add(MulticastGroup.open(group, selector));
            } catch (IOException | UnsupportedOperationException e) {
                LOG.log(System.Logger.Level.DEBUG, "Peers near by are not looked for at " + group, e);
            }
        }

        /** Whether the machine's addresses are others than before. */
        private boolean look() throws IOException {
            lookedNanos = nanos.getAsLong();
            LocalInterfaces now = LocalInterfaces.reaching(at);
            boolean changed = !now.addresses().equals(interfaces.addresses());
            if (changed) {
                interfaces = now;
                groups.forEach(group -> group.join(now));
            }
            return changed;
        }

        private void hear() throws IOException {
            for (SelectionKey key : selector.selectedKeys()) {
                MulticastGroup group = (MulticastGroup) key.attachment();
                while (!closed && group.channel().receive(buffer.clear()) instanceof InetSocketAddress from) {
                    heard(from.getAddress());
                }
            }
            selector.selectedKeys().clear();
        }

        private void heard(InetAddress from) {
            long now = nanos.getAsLong();
            if (now - secondNanos >= SECOND_NANOS) {
                secondNanos = now;
                heardThisSecond = 0;
            }
            if (++heardThisSecond > MAX_HEARD_PER_SECOND || !interfaces.near(from)) {
                return;
            }
            try {
                LocalAnnounce announce = LocalAnnounce.decode(buffer.flip());
                if (!announce.cookie().equals(cookie)) {
                    listener.heard(new InetSocketAddress(from, announce.port()), announce.infoHashes());
                }
            } catch (AnnounceException noAnnounce) {
                LOG.log(System.Logger.Level.TRACE, "Not understood from " + from, noAnnounce);
            }
        }

        private void say() {
            for (LocalAnnounce next = waiting.poll(); next != null; next = waiting.poll()) {
                for (MulticastGroup group : groups) {
                    group.send(next.encode(group.host()));
                }
            }
        }
    }
}
