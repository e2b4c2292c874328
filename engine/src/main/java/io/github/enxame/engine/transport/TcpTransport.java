package io.github.enxame.engine.transport;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Links over TCP, on virtual threads with blocking sockets. Safe for use from any thread; listeners are called on its
 * threads.
 */
public final class TcpTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(TcpTransport.class.getName());
    private static final LimitedLog ERRORS = new LimitedLog(LOG);
    private static final int TURNS_BEFORE_YIELD = 16;
    private static final int BACKLOG = 1024;
    private static final int MAX_LONG_FRAME_BYTES = 64 * 1024 * 1024;
    /** Most links, those that are ending included, for each that may be open. */
    private static final int MAX_LINKS_PER_ACCEPTED = 2;

    private static final Duration PAUSE_WHILE_LINKS_END = Duration.ofMillis(5);
    private static final Duration PAUSE_AFTER_FAILED_ACCEPT = Duration.ofMillis(100);

    private final BufferPool blocks;
    private final TcpSettings settings;
    private final LinkSecrets secrets;
    private final LongSupplier nanos;
    private final LinkBuffers buffers = new LinkBuffers();
    private final OutputBudget outputs;
    private final Semaphore longFrames = new Semaphore(MAX_LONG_FRAME_BYTES);
    private final Dialler dialler = new Dialler(this);
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final Set<ServerSocketChannel> servers = ConcurrentHashMap.newKeySet();
    private final Set<UtpRefuser> refusers = ConcurrentHashMap.newKeySet();
    private volatile Consumer<InetSocketAddress> utpHeard = _ -> {};
    private volatile SourceAddress source = SourceAddress.ANY;
    private final AtomicInteger threads = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * A transport that listens nowhere yet.
     *
     * @param blocks where the buffers of received blocks are leased, and where those of sent blocks go back to; its buffers
     *     hold at least {@link WireCodec#MAX_BLOCK} bytes
     * @param encryption whether links are encrypted
     * @param random chance for the keys, that may be used from any thread
     * @param nanos a clock that only goes forward, that may be read from any thread
     */
    public TcpTransport(
            BufferPool blocks,
            TcpSettings settings,
            Encryption encryption,
            RandomGenerator random,
            LongSupplier nanos) {
        this(blocks, settings, encryption, random, nanos, OutputBudget.ofHeap());
    }

    TcpTransport(
            BufferPool blocks,
            TcpSettings settings,
            Encryption encryption,
            RandomGenerator random,
            LongSupplier nanos,
            OutputBudget outputs) {
        if (blocks.bufferLength() < WireCodec.MAX_BLOCK) {
            throw new IllegalArgumentException("a buffer of " + blocks.bufferLength() + " bytes holds no block");
        }
        this.blocks = blocks;
        this.settings = settings;
        this.secrets = new LinkSecrets(encryption, random, nanos);
        this.nanos = nanos;
        this.outputs = outputs;
        start(this::sweep);
    }

    @Override
    public void dial(InetSocketAddress address, LinkListener listener) {
        dialler.dial(address, null, listener);
    }

    @Override
    public void dialEncrypted(InetSocketAddress address, byte[] infoHash, LinkListener listener) {
        dialler.dial(address, infoHash.clone(), listener);
    }

    @Override
    public void expect(byte[] infoHash) {
        secrets.torrents().add(infoHash);
    }

    @Override
    public void dismiss(byte[] infoHash) {
        secrets.torrents().remove(infoHash);
    }

    /**
     * {@inheritDoc} From another than the wildcard address dials leave as well, so that others see where we listen. The
     * wildcard address takes IPv4 and IPv6. Whoever tries uTP there is told that it is not
     * spoken.
     */
    @Override
    public InetSocketAddress listen(InetSocketAddress address, Function<Link, LinkListener> acceptor)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            closeQuietly(server);
            throw new IOException(refusal(address, e), e);
        }
        servers.add(server);
        InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
        source = SourceAddress.of(bound.getAddress());
        start(() -> accept(server, acceptor));
        refuseUtp(bound);
        if (isClosing()) {
            closeQuietly(server);
        }
        return bound;
    }

    @Override
    public void heedUtp(Consumer<InetSocketAddress> heard) {
        utpHeard = heard;
    }

    private void refuseUtp(InetSocketAddress address) {
        try {
            UtpRefuser refuser = UtpRefuser.open(address, utpHeard, nanos);
            refusers.add(refuser);
            start(refuser::run);
            if (isClosing()) {
                closeQuietly(refuser);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the UDP port " + address.getPort() + " is another program's", e);
        }
    }

    private static String refusal(InetSocketAddress address, Exception e) {
        String where = "cannot listen on port " + address.getPort() + " of " + address.getHostString() + ": ";
        String why = String.valueOf(e.getMessage());
        if (e instanceof BindException && why.contains("in use")) {
            return where + "another program has it; stop that program or choose another port";
        }
        if (why.contains("Permission denied")) {
            return where + "the system keeps it for privileged programs; choose a port above 1023";
        }
        if (why.contains("assign requested address")) {
            return where + "this machine has no such address; choose one of its own, or 0.0.0.0 for all";
        }
        return where + why;
    }

    private void accept(ServerSocketChannel server, Function<Link, LinkListener> acceptor) {
        while (server.isOpen()) {
            try {
                awaitEnds();
                SocketChannel channel = server.accept();
                if (links.size() >= settings.maxAccepted() && !LinkEviction.makeRoom(links, settings.maxAccepted())) {
                    closeQuietly(channel);
                    continue;
                }
                welcome(channel, acceptor);
            } catch (ClosedChannelException e) {
                break;
            } catch (IOException | RuntimeException | Error e) {
                // No file descriptor or no memory left, or the like: it passes when other connections end.
                ERRORS.log(System.Logger.Level.WARNING, () -> "cannot accept a connection", e);
                pause(PAUSE_AFTER_FAILED_ACCEPT);
            }
        }
        servers.remove(server);
        closeQuietly(server);
    }

    /** Links that were ended take a moment to be gone, longer when the loop is behind: until then nobody is accepted. */
    private void awaitEnds() {
        while (links.size() >= MAX_LINKS_PER_ACCEPTED * settings.maxAccepted() && !pause(PAUSE_WHILE_LINKS_END)) {
            // Newcomers wait in the system's queue.
        }
    }

    private void welcome(SocketChannel channel, Function<Link, LinkListener> acceptor) {
        boolean welcomed = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            TcpLink link = link(channel, (InetSocketAddress) channel.getRemoteAddress(), null, true, 0);
            try {
                start(() -> link.read(acceptor));
                welcomed = true;
            } finally {
                if (!welcomed) {
                    forget(link);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "the other side is gone already; nobody has heard of it", e);
        } finally {
            if (!welcomed) {
                closeQuietly(channel);
            }
        }
    }

    /** Makes the link of a connected channel; its reader must be run. It is opened encrypted if there is an info-hash. */
    TcpLink link(
            SocketChannel channel,
            InetSocketAddress remote,
            byte @Nullable [] infoHash,
            boolean incoming,
            long connectNanos) {
        TcpLink link = new TcpLink(this, channel, remote, infoHash, incoming, connectNanos, nanos());
        links.add(link);
        if (isClosing()) {
            link.end("this program is closing");
        }
        return link;
    }

    void forget(TcpLink link) {
        links.remove(link);
    }

    /** Runs a task on a new virtual thread. */
    void start(Runnable task) {
        threads.incrementAndGet();
        boolean started = false;
        try {
            Thread.ofVirtual().name("enxame-link").start(() -> {
                try {
                    task.run();
                } finally {
                    threadEnded();
                }
            });
            started = true;
        } finally {
            if (!started) {
                threadEnded();
            }
        }
    }

    private void threadEnded() {
        if (threads.decrementAndGet() == 0) {
            synchronized (threads) {
                threads.notifyAll();
            }
        }
    }

    /**
     * Called by a link's threads after each few reads or writes: one that always finds bytes to move would otherwise keep
     * its carrier from all others.
     */
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not preempted; nothing but fairness relies on it
    static void letOthersRun(int turn) {
        if (turn % TURNS_BEFORE_YIELD == 0) {
            Thread.yield();
        }
    }

    private void sweep() {
        while (!pause(settings.sweepInterval())) {
            long nowNanos = nanos();
            for (TcpLink link : links) {
                try {
                    link.checkLimits(nowNanos);
                } catch (RuntimeException | Error e) {
                    link.fail(e);
                }
            }
        }
    }

    /** Waits; true when the transport closes meanwhile. */
    private boolean pause(Duration length) {
        try {
            return closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** {@inheritDoc} Returns at once; listeners still hear {@link LinkListener#closed}. */
    @Override
    public void close() {
        closing.countDown();
        servers.forEach(TcpTransport::closeQuietly);
        refusers.forEach(TcpTransport::closeQuietly);
        dialler.close();
        links.forEach(link -> link.end("this program is closing"));
    }

    /**
     * Waits, after {@link #close}, until every thread of this transport has ended and every buffer is back.
     *
     * @return whether that was so within {@code limit}
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadlineNanos = nanos() + limit.toNanos();
        synchronized (threads) {
            while (threads.get() > 0) {
                long leftNanos = deadlineNanos - nanos();
                if (leftNanos <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(threads, leftNanos);
            }
        }
        return true;
    }

    /** The time, in nanoseconds on the clock that was given. */
    long nanos() {
        return nanos.getAsLong();
    }

    /** Where dials leave from. */
    SourceAddress source() {
        return source;
    }

    BufferPool blocks() {
        return blocks;
    }

    TcpSettings settings() {
        return settings;
    }

    /** A permit for each byte of the long frames that are arriving on all links. */
    Semaphore longFrames() {
        return longFrames;
    }

    /** What all output queues together cost. */
    OutputBudget outputs() {
        return outputs;
    }

    /** What each link may queue, in heap bytes, even when all together have too much. */
    long outputShare() {
        return outputs.share(links.size());
    }

    LinkSecrets secrets() {
        return secrets;
    }

    LinkBuffers buffers() {
        return buffers;
    }

    static String text(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
