package io.github.enxame.engine.discovery;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.engine.discovery.TrackerExchange.ExchangeException;
import io.github.enxame.engine.http.HttpAnswer;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.announce.TrackerUrls;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces and scrapes over HTTP and HTTPS (BEP 3, 7, 23, 48), each on a virtual thread and a connection of its own: connect, one request,
 * one reply. At most {@link #MAX_AT_ONCE} run at once, at most {@link #MAX_PENDING} run or wait; a whole announce may take
 * {@link #TOTAL_SECONDS}. Safe for use from any thread.
 */
public final class HttpTrackerClient implements TrackerClient {
    /** Most announces on the wire at once. */
    public static final int MAX_AT_ONCE = 32;
    /** Most announces running or waiting; more are answered as unreachable. */
    public static final int MAX_PENDING = 4096;
    /** Longest time for one announce, redirects included, in seconds. */
    public static final int TOTAL_SECONDS = 40;

    private static final String GIVEN_UP = "it was given up";

    private static final LimitedLog ERRORS = new LimitedLog(System.getLogger(HttpTrackerClient.class.getName()));

    private final TrackerExchange exchange;
    private final LongSupplier nanos;
    private final Duration total;
    private final Semaphore slots = new Semaphore(MAX_AT_ONCE, true);
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A client that is ready at once.
     *
     * @param userAgent what the program calls itself to trackers
     * @param nanos the timeline that round trips are measured on
     */
    public HttpTrackerClient(String userAgent, LongSupplier nanos) {
        this(userAgent, nanos, SourceAddress.ANY);
    }

    /** The same, with announces that leave from an address of the user's choice. */
    public HttpTrackerClient(String userAgent, LongSupplier nanos, SourceAddress source) {
        this(userAgent, nanos, source, Duration.ofSeconds(TOTAL_SECONDS));
    }

    HttpTrackerClient(String userAgent, LongSupplier nanos, SourceAddress source, Duration total) {
        this.exchange = new TrackerExchange(userAgent, source, AnnounceReply.MAX_LENGTH);
        this.nanos = nanos;
        this.total = total;
    }

    @Override
    public void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
        begin(() -> ask(tracker, request), why -> unreachable(tracker, why), done);
    }

    @Override
    public void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done) {
        begin(() -> count(tracker, request), why -> ScrapeResult.unreachable(tracker, why), done);
    }

    private <R> void begin(Supplier<R> call, Function<String, R> failed, Consumer<R> done) {
        boolean accepted = pending.incrementAndGet() <= MAX_PENDING;
        Thread.ofVirtual().name("announce").start(() -> {
            R result;
            try {
                result = accepted ? whenItsTurn(call, failed) : failed.apply("too many announces");
            } catch (RuntimeException | Error e) {
                ERRORS.log(System.Logger.Level.ERROR, () -> "an announce failed", e);
                result = failed.apply("an error in this program: " + e);
            }
            pending.decrementAndGet();
            if (!closed) {
                done.accept(result);
            }
        });
    }

    private <R> R whenItsTurn(Supplier<R> call, Function<String, R> failed) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            return failed.apply(GIVEN_UP);
        }
        try {
            return watched(call, failed);
        } finally {
            slots.release();
        }
    }

    /** A tracker that trickles bytes never times out a read, so the whole announce is interrupted when it takes too long. */
    private <R> R watched(Supplier<R> call, Function<String, R> failed) {
        Thread announcing = Thread.currentThread();
        Thread watch = Thread.ofVirtual().name("announce-watch").unstarted(() -> {
            try {
                Thread.sleep(total);
                announcing.interrupt();
            } catch (InterruptedException answered) {
                // The announce ended first.
            }
        });
        running.add(announcing);
        watch.start();
        try {
            return closed ? failed.apply(GIVEN_UP) : call.get();
        } finally {
            watch.interrupt();
            running.remove(announcing);
        }
    }

    private AnnounceResult ask(URI tracker, AnnounceRequest request) {
        long start = nanos.getAsLong();
        try {
            HttpAnswer answer = exchange.get(request.toUri(tracker));
            long took = nanos.getAsLong() - start;
            AnnounceReply reply = NamedPeerLookup.lookUp(decode(answer));
            return new AnnounceResult.Announced(reply, took);
        } catch (ExchangeException e) {
            return unreachable(tracker, e.getMessage());
        } catch (IllegalArgumentException e) {
            return unreachable(tracker, "its URL is malformed");
        }
    }

    private ScrapeResult count(URI tracker, ScrapeRequest request) {
        try {
            Optional<URI> scrape = TrackerUrls.scrape(tracker);
            if (scrape.isEmpty()) {
                return ScrapeResult.unreachable(tracker, "its URL says that it has none to give");
            }
            HttpAnswer answer = exchange.get(request.toUri(scrape.get()));
            return new ScrapeResult.Scraped(ScrapeReply.decode(answer.body()));
        } catch (ExchangeException | AnnounceException e) {
            return ScrapeResult.unreachable(tracker, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return ScrapeResult.unreachable(tracker, "its URL is malformed");
        }
    }

    /** Some trackers send their refusal with an HTTP error status, so the body is looked at first. */
    private static AnnounceReply decode(HttpAnswer answer) throws ExchangeException {
        try {
            return AnnounceReply.decode(answer.body());
        } catch (AnnounceException e) {
            throw new ExchangeException(said(answer, e) + "; check that the URL is a tracker's announce URL", e);
        }
    }

    private static String said(HttpAnswer answer, AnnounceException e) {
        return switch (answer.status()) {
            case 200 -> String.valueOf(e.getMessage());
            case 401, 407 -> "it wants a name and a password (HTTP status " + answer.status() + ")";
            default -> "it answers with HTTP status " + answer.status();
        };
    }

    private static AnnounceResult unreachable(URI tracker, @Nullable String why) {
        return new AnnounceResult.Unreachable(
                "Cannot announce to the tracker " + UrlParts.shown(tracker) + ": " + why + ".");
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Thread::interrupt);
    }
}
