package io.github.enxame.engine.discovery;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.url.UrlParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Announces and scrapes over UDP (BEP 15, 41), IPv4 and IPv6, for all torrents of an engine with one socket and one thread, which are
 * made for the first announce. Host names are looked up on virtual threads. Safe for use from any thread.
 */
public final class UdpTrackerClient implements TrackerClient {
    /** Most announces under way; more are answered as unreachable. */
    public static final int MAX_PENDING = 4096;

    private static final System.Logger LOG = System.getLogger(UdpTrackerClient.class.getName());
    private static final LimitedLog ERRORS = new LimitedLog(LOG);
    private static final int MAX_LOOKUPS_AT_ONCE = 8;
    private static final int MAX_DATAGRAM_LENGTH = 8 << 10;
    private static final int MAX_DATAGRAMS_PER_TURN = 256;
    private static final int MAX_ADDRESSES = 4;
    /** Where a URL names none: other programs ask there too. */
    private static final int STANDARD_PORT = 80;

    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final SourceAddress source;
    private final Semaphore lookups = new Semaphore(MAX_LOOKUPS_AT_ONCE, true);
    private final AtomicInteger pending = new AtomicInteger();
    private final Queue<UdpErrand> incoming = new ConcurrentLinkedQueue<>();
    private @Nullable Selector selector;
    private volatile boolean closed;

    /**
     * A client that opens its socket when it is first needed.
     *
     * @param random makes transaction ids: unforeseeable, and safe for use from any thread
     * @param nanos the timeline that round trips are measured on
     */
    public UdpTrackerClient(RandomGenerator random, LongSupplier nanos) {
        this(random, nanos, SourceAddress.ANY);
    }

    /** The same, with announces that leave from an address of the user's choice. */
    public UdpTrackerClient(RandomGenerator random, LongSupplier nanos, SourceAddress source) {
        this.source = source;
        this.random = random;
        this.nanos = nanos;
    }

    @Override
    public void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
        long startNanos = nanos.getAsLong();
        Consumer<AnnounceResult> once = once(done);
        begin(
                tracker,
                addresses -> new UdpAnnounce(tracker, request, addresses, once, startNanos),
                why -> once.accept(UdpAnnounce.unreachable(tracker, why)));
    }

    @Override
    public void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done) {
        Consumer<ScrapeResult> once = once(done);
        begin(
                tracker,
                addresses -> new UdpScrape(tracker, request, addresses, once),
                why -> once.accept(ScrapeResult.unreachable(tracker, why)));
    }

    private <R> Consumer<R> once(Consumer<R> done) {
        return result -> {
            pending.decrementAndGet();
            if (!closed) {
                tell(done, result);
            }
        };
    }

    // Whoever is told runs on the thread that serves all announces.
    private static <R> void tell(Consumer<R> done, R result) {
        try {
            done.accept(result);
        } catch (RuntimeException | Error e) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "an error of who was told of an announce", e);
        }
    }

    private void begin(URI tracker, Function<List<InetSocketAddress>, UdpErrand> errand, Consumer<String> failed) {
        boolean accepted = pending.incrementAndGet() <= MAX_PENDING;
        Thread.ofVirtual().name("announce-udp").start(() -> {
            try {
                if (!accepted) {
                    throw new IOException("too many announces");
                }
                begin(errand.apply(addresses(tracker)));
            } catch (IOException e) {
                failed.accept(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                failed.accept("it was given up");
            } catch (RuntimeException | Error e) {
                failed.accept("an error in this program: " + e);
            }
        });
    }

    private List<InetSocketAddress> addresses(URI tracker) throws IOException, InterruptedException {
        String host = UrlParts.host(tracker);
        int port = UrlParts.port(tracker, STANDARD_PORT);
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IOException("its URL must have a host and a port, as in udp://tracker.example:6969/announce");
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress ip : lookUp(host)) {
            boolean oneHost = !ip.isMulticastAddress() && !ip.isAnyLocalAddress();
            if (oneHost && source.reaches(ip) && addresses.size() < MAX_ADDRESSES) {
                addresses.add(new InetSocketAddress(ip, port));
            }
        }
        if (addresses.isEmpty()) {
            throw new IOException("its address is none of a single host that can be reached from here");
        }
        return addresses;
    }

    private InetAddress[] lookUp(String host) throws IOException, InterruptedException {
        lookups.acquire();
        try {
            return HostLookup.addresses(host);
        } catch (UnknownHostException e) {
            throw new IOException("there is no host named " + host + "; check the URL and the network connection", e);
        } finally {
            lookups.release();
        }
    }

    private void begin(UdpErrand errand) throws IOException {
        incoming.add(errand);
        wake();
    }

    private synchronized void wake() throws IOException {
        if (closed) {
            return;
        }
        if (selector == null) {
            selector = start();
        }
        selector.wakeup();
    }

    private Selector start() throws IOException {
        Selector made = Selector.open();
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open();
            channel.configureBlocking(false);
            source.bind(channel);
            channel.register(made, SelectionKey.OP_READ);
        } catch (IOException e) {
            close(made, channel);
            throw new IOException("no UDP socket can be opened (" + e.getMessage() + ")", e);
        }
        DatagramChannel bound = channel;
        Thread.ofPlatform().name("enxame-udp-trackers").daemon().start(() -> run(made, bound));
        return made;
    }

    private void run(Selector made, DatagramChannel channel) {
        UdpExchanges exchanges = new UdpExchanges(random, (datagram, to) -> send(channel, datagram, to));
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_LENGTH);
        try {
            while (!closed) {
                made.select(millisTo(exchanges.nextNanos()));
                made.selectedKeys().clear();
                for (UdpErrand begun = incoming.poll(); begun != null; begun = incoming.poll()) {
                    exchanges.begin(begun, nanos.getAsLong());
                }
                receive(channel, buffer, exchanges);
                exchanges.elapsed(nanos.getAsLong());
            }
        } catch (IOException | RuntimeException | Error e) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "The socket to UDP trackers failed; another one is opened", e);
            restart();
            exchanges.giveUpAll("the socket to it failed");
        } finally {
            close(made, channel);
        }
    }

    /** What was begun since the thread looked last would wait for the next announce. */
    private synchronized void restart() {
        selector = null;
        if (incoming.isEmpty()) {
            return;
        }
        try {
            wake();
        } catch (IOException | RuntimeException | Error e) {
            for (UdpErrand begun = incoming.poll(); begun != null; begun = incoming.poll()) {
                begun.failed("no UDP socket can be opened (" + e.getMessage() + ")");
            }
        }
    }

    /** Milliseconds for a selector, for which 0 is for ever. */
    private long millisTo(long dueNanos) {
        return dueNanos == Long.MAX_VALUE
                ? 0
                : Math.max(1, TimeUnit.NANOSECONDS.toMillis(dueNanos - nanos.getAsLong()) + 1);
    }

    private static void send(DatagramChannel channel, byte[] datagram, InetSocketAddress to) throws IOException {
        try {
            channel.send(ByteBuffer.wrap(datagram), to);
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException("this machine has no IPv6", e);
        }
    }

    private void receive(DatagramChannel channel, ByteBuffer buffer, UdpExchanges exchanges) throws IOException {
        for (int i = 0; i < MAX_DATAGRAMS_PER_TURN; i++) {
            buffer.clear();
            if (!(channel.receive(buffer) instanceof InetSocketAddress from)) {
                return;
            }
            exchanges.received(buffer.flip(), from, nanos.getAsLong());
        }
    }

    private static void close(Selector selector, @Nullable DatagramChannel channel) {
        try (selector;
                channel) {
            // Both are closed.
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The socket to UDP trackers did not close cleanly", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (selector != null) {
            selector.wakeup();
        }
    }
}
