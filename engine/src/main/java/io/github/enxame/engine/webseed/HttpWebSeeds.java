package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.url.UrlParts;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Web seeds over HTTP/1.1 and HTTPS (BEP 19). Safe for use from any thread. */
public final class HttpWebSeeds implements WebSeeds {
    private static final int MAX_DIALS = 32;

    private final BufferPool buffers;
    private final String userAgent;
    private final boolean innerAllowed;
    private final SourceAddress source;
    private final LongSupplier nanos;
    private final Rests rests = new Rests();
    private final ServerTraits traits = new ServerTraits();
    private final Set<ServerLink> links = ConcurrentHashMap.newKeySet();
    private final Semaphore dials = new Semaphore(MAX_DIALS, true);
    private volatile boolean closed;

    /**
     * Web seeds that are asked when they are dialled.
     *
     * @param buffers where blocks are leased from
     * @param userAgent what the program calls itself to servers
     * @param innerAllowed whether a torrent, or a redirect, may lead to this machine or into a private network
     * @param nanos the timeline of round trips and rests
     */
    public HttpWebSeeds(BufferPool buffers, String userAgent, boolean innerAllowed, LongSupplier nanos) {
        this(buffers, userAgent, innerAllowed, SourceAddress.ANY, nanos);
    }

    /** The same, with connections that leave from an address of the user's choice. */
    public HttpWebSeeds(
            BufferPool buffers, String userAgent, boolean innerAllowed, SourceAddress source, LongSupplier nanos) {
        this.source = source;
        this.buffers = buffers;
        this.userAgent = userAgent;
        this.innerAllowed = innerAllowed;
        this.nanos = nanos;
    }

    @Override
    public void dial(WebSeed seed, LinkListener listener) {
        Thread.ofVirtual().name("web-seed-dial").start(() -> {
            long left = rests.leftNanos(seed.url(), nanos.getAsLong());
            if (left > 0 || closed) {
                String why = rests.reason(seed.url());
                listener.failed(said(seed, why.isEmpty() ? "it is left alone" : why) + " (left alone for another "
                        + TimeUnit.NANOSECONDS.toSeconds(left) + " s)");
                return;
            }
            connect(seed, listener);
        });
    }

    private void connect(WebSeed seed, LinkListener listener) {
        boolean whole = traits.of(seed.url()).wholeOnly();
        RangePipe pipe = new RangePipe(seed, traits, userAgent, innerAllowed, source);
        try {
            dials.acquire();
            long start = nanos.getAsLong();
            try {
                pipe.connect();
            } finally {
                dials.release();
            }
            long took = nanos.getAsLong() - start;
            ServerLink link =
                    whole ? wholeFiles(seed, listener, pipe, took) : new HttpSeedLink(seed, this, listener, pipe, took);
            links.add(link);
            listener.opened(link);
            if (closed) {
                link.close();
            }
        } catch (IOException e) {
            listener.failed(failed(seed, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.failed("this program is closing");
        }
    }

    /** A link that opens a connection for each file: the one that was made told how far the server is. */
    private ServerLink wholeFiles(WebSeed seed, LinkListener listener, RangePipe pipe, long connectNanos) {
        pipe.close();
        return new WholeFileLink(
                seed, this, listener, new WholeFileReader(seed, userAgent, innerAllowed, source), connectNanos);
    }

    LongSupplier nanos() {
        return nanos;
    }

    BufferPool buffers() {
        return buffers;
    }

    void worked(WebSeed seed) {
        rests.worked(seed.url());
    }

    /** Takes note that a server failed; says why, for people. */
    String failed(WebSeed seed, IOException e) {
        String why = e instanceof WebSeedException
                ? String.valueOf(e.getMessage())
                : HttpSockets.explain(e, seed.url(), "server");
        if (e instanceof WebSeedException.WholeOnly) {
            traits.wholeOnly(seed.url());
        } else {
            long said = e instanceof WebSeedException known ? known.restSeconds() : WebSeedException.UNSAID;
            rests.failed(seed.url(), why, said, nanos.getAsLong());
        }
        return said(seed, why);
    }

    private static String said(WebSeed seed, String why) {
        return "the web seed " + UrlParts.shown(seed.url()) + ": " + why;
    }

    void gone(ServerLink link) {
        links.remove(link);
    }

    @Override
    public void close() {
        closed = true;
        links.forEach(ServerLink::close);
    }
}
