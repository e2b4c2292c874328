package io.github.enxame.engine.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the addresses of hosts whose names strangers choose. The system's look-up cannot be interrupted and holds the
 * thread of the processor that it runs on, so it runs on threads of its own, of which there are few, and is waited for no
 * longer than {@link #LOOKUP_TIMEOUT_SECONDS}; who asks for a name that is being looked up waits for the same answer. Safe for
 * use from any thread.
 */
public final class HostLookup {
    /** Longest wait for the addresses of a name, in seconds. */
    static final int LOOKUP_TIMEOUT_SECONDS = 10;

    /** Most look-ups at once. */
    static final int MAX_AT_ONCE = 16;

    /** Most names that wait for their turn. */
    static final int MAX_WAITING = 1_000;

    private static final int KEEP_THREAD_SECONDS = 10;
    private static final Map<String, CompletableFuture<InetAddress[]>> UNDER_WAY = new ConcurrentHashMap<>();
    private static final ThreadPoolExecutor THREADS = threads();

    private HostLookup() {}

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MAX_AT_ONCE,
                MAX_AT_ONCE,
                KEEP_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("enxame-host-look-up").daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * The addresses of a host, at least one; those of a literal address at once. Blocks its thread.
     *
     * @throws UnknownHostException when there is no such host, or nobody said so in time, or its thread is interrupted
     */
    public static InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress literal = literal(host);
        if (literal != null) {
            return new InetAddress[] {literal};
        }
        try {
            return begin(host).get(LOOKUP_TIMEOUT_SECONDS, TimeUnit.SECONDS).clone();
        } catch (ExecutionException e) {
            throw unknown(host, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw unknown(host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        }
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    private static CompletableFuture<InetAddress[]> begin(String host) {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> other = UNDER_WAY.putIfAbsent(host, mine);
        if (other != null) {
            return other;
        }
        try {
            THREADS.execute(() -> lookUp(host, mine));
        } catch (RejectedExecutionException e) {
            UNDER_WAY.remove(host);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private static void lookUp(String host, CompletableFuture<InetAddress[]> result) {
        try {
            InetAddress[] found = InetAddress.getAllByName(host);
            UNDER_WAY.remove(host);
            result.complete(found);
        } catch (UnknownHostException | RuntimeException e) {
            UNDER_WAY.remove(host);
            result.completeExceptionally(e);
        }
    }

    private static UnknownHostException unknown(String host, @Nullable Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
