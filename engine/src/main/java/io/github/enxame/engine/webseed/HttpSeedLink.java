package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A web server that looks like a peer who has everything and chokes nobody: requests become HTTP ranges, several blocks that
 * follow each other one range; all else that is said to it is not heard. A virtual thread exists while something is to be
 * read.
 */
final class HttpSeedLink implements Link {
    private static final int REQUEST_QUEUE = 500;

    private final WebSeed seed;
    private final HttpWebSeeds home;
    private final LinkListener listener;
    private final long connectNanos;
    /** The listener hears one thing at a time. */
    private final ReentrantLock telling = new ReentrantLock();

    private boolean toldClosed;

    private final Object lock = new Object();
    private final RequestQueue requests;
    private final RangePipe pipe;
    private boolean reading;
    private Optional<Handshake> greeting = Optional.empty();
    private boolean greeted;
    private boolean closed;

    HttpSeedLink(WebSeed seed, HttpWebSeeds home, LinkListener listener, RangePipe pipe, long connectNanos) {
        this.seed = seed;
        this.requests = new RequestQueue(seed.info().layout());
        this.home = home;
        this.listener = listener;
        this.connectNanos = connectNanos;
        this.pipe = pipe;
    }

    WebSeed seed() {
        return seed;
    }

    @Override
    public InetSocketAddress remote() {
        return seed.address();
    }

    @Override
    public boolean incoming() {
        return false;
    }

    @Override
    public long connectNanos() {
        return connectNanos;
    }

    @Override
    public void send(Handshake handshake) {
        synchronized (lock) {
            greeting = Optional.of(handshake);
        }
    }

    @Override
    public void send(Message message) {
        if (message instanceof Message.Request request) {
            requests.add(request);
        } else if (message instanceof Message.Cancel(int piece, int begin, int length)) {
            requests.cancel(new Message.Request(piece, begin, length));
        } else if (message instanceof Message.Block block) {
            release(block.data());
        }
    }

    @Override
    public void flush() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (greeting.isPresent() && !greeted) {
                greeted = true;
                byte[] infoHash = greeting.get().infoHash();
                Thread.ofVirtual().name("web-seed-greeting").start(() -> greet(infoHash));
            }
            if (!requests.isEmpty() && !reading) {
                reading = true;
                Thread.ofVirtual().name("web-seed").start(() -> new Reading().run());
            }
        }
    }

    private void greet(byte[] infoHash) {
        ExtendedHandshake hello = new ExtendedHandshake(
                new TreeMap<>(),
                OptionalInt.empty(),
                Optional.of("Web seed"),
                OptionalInt.of(REQUEST_QUEUE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                OptionalInt.empty());
        telling.lock();
        try {
            listener.handshake(Handshake.of(infoHash, seed.peerId()));
            listener.received(List.of(hello.toMessage(), new Message.HaveAll(), new Message.Unchoke()));
        } finally {
            telling.unlock();
        }
    }

    /** One thread's work until nothing is waiting any more. */
    private final class Reading {
        private final byte[] bytes = new byte[PieceLayout.BLOCK];
        /** Asked for, in the order in which the bytes come. */
        private final ArrayDeque<Message.Request> asked = new ArrayDeque<>();

        private final ArrayDeque<Extent> extents = new ArrayDeque<>();
        private Extent current = new Extent(0, 0, 0);
        private int left;

        void run() {
            try {
                while (ask()) {
                    give(asked.element(), block(asked.remove().length()));
                    home.worked(seed);
                }
            } catch (IOException e) {
                end(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(new IOException("this program is closing", e));
            }
        }

        /** Asks for what is waiting, as far as there is room; false when nothing is to come. */
        private boolean ask() throws IOException {
            while (pipe.hasRoom()) {
                List<Message.Request> run;
                synchronized (lock) {
                    run = closed ? List.of() : requests.nextRun();
                    if (run.isEmpty() && asked.isEmpty()) {
                        reading = false;
                        return false;
                    }
                }
                if (run.isEmpty()) {
                    break;
                }
                asked.addAll(run);
                requests.ranges(run).forEach(this::ask);
            }
            pipe.sendAhead();
            return true;
        }

        private void ask(Extent range) {
            extents.add(range);
            if (!pad(range)) {
                pipe.ask(range);
            }
        }

        private ByteBuffer block(int length) throws IOException, InterruptedException {
            ByteBuffer buffer = home.buffers().lease();
            try {
                while (buffer.position() < length) {
                    if (left == 0) {
                        begin();
                    }
                    int part = Math.min(left, length - buffer.position());
                    if (pad(current)) {
                        Arrays.fill(bytes, 0, part, (byte) 0);
                    } else {
                        pipe.read(bytes, part);
                    }
                    buffer.put(bytes, 0, part);
                    left -= part;
                    if (left == 0 && !pad(current)) {
                        pipe.finish();
                    }
                }
                return buffer.flip();
            } catch (IOException | RuntimeException | Error e) {
                release(buffer);
                throw e;
            }
        }

        private void begin() throws IOException {
            current = extents.remove();
            left = current.length();
            if (!pad(current)) {
                pipe.next();
            }
        }
    }

    private boolean pad(Extent extent) {
        return seed.info().files().get(extent.file()).isPad();
    }

    private void give(Message.Request request, ByteBuffer data) {
        boolean wanted = requests.wanted(request);
        telling.lock();
        try {
            if (wanted && !toldClosed) {
                listener.received(List.of(new Message.Block(request.piece(), request.begin(), data)));
            } else {
                release(data);
            }
        } finally {
            telling.unlock();
        }
    }

    private void end(IOException e) {
        if (!shut()) {
            return;
        }
        home.failed(seed, e);
        String why = e instanceof WebSeedException
                ? String.valueOf(e.getMessage())
                : HttpSockets.explain(e, seed.url(), "server");
        tellClosed("the web seed " + UrlParts.shown(seed.url()) + ": " + why);
    }

    private void tellClosed(String reason) {
        telling.lock();
        try {
            toldClosed = true;
            listener.closed(reason);
        } finally {
            telling.unlock();
        }
    }

    /** Stops everything; false if it was stopped before. */
    private boolean shut() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        requests.clear();
        pipe.close();
        home.gone(this);
        return true;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public void release(ByteBuffer data) {
        if (data.isDirect() && data.capacity() == home.buffers().bufferLength()) {
            home.buffers().release(data);
        }
    }

    @Override
    public void admitOneBlock() {
        // It is not asked for more: a range is one answer, which is read whole.
    }

    @Override
    public void admitAllBlocks() {
        // Nothing is held back.
    }

    @Override
    public void limitFrames(int maxFrameLength) {
        // A server is not asked for more than fits.
    }

    @Override
    public void close() {
        if (shut()) {
            Thread.ofVirtual().name("web-seed-end").start(() -> tellClosed("it was closed"));
        }
    }
}
