package io.github.enxame.tracker.http;

import io.avaje.jsonb.Jsonb;
import io.github.enxame.tracker.catalogue.CatalogueException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Has the catalogue's requests answered by its threads, long answers part by part; each is answered or ended, once. */
final class CatalogueAnswers {
    /** Most long answers on their way at once. */
    static final int MAX_ANSWERS = 256;
    /** Most memory that long answers on their way hold. */
    static final long MAX_ANSWER_BYTES = 16L << 20;

    /** Longest answer that is left to the connection at once, in bytes: what 20,000 connections may hold. */
    private static final int MAX_SHORT_BYTES = 4 << 10;

    private final Transfers transfers;
    private final JobQueue parts;

    /** An exchange: a request, and how it is answered. */
    record Exchange(Request request, Response response, Callback callback) {}

    interface Job {
        void run() throws CatalogueException;
    }

    /**
     * Answers.
     *
     * @param parts where the parts of long answers are made; it has room for {@link #MAX_ANSWERS} at once
     */
    CatalogueAnswers(JobQueue parts, LongSupplier nanos) {
        this.parts = parts;
        this.transfers = new Transfers(MAX_ANSWERS, MAX_ANSWER_BYTES, nanos);
    }

    /** Has {@code job} answer an exchange, on a thread of {@code queue}; {@code always} follows, whatever happens. */
    void later(JobQueue queue, Exchange exchange, Job job, Runnable always) {
        try {
            queue.execute(() -> {
                try {
                    run(exchange, job);
                } finally {
                    always.run();
                }
            });
        } catch (RejectedExecutionException e) {
            always.run();
            busy(exchange, queue.retryAfterSeconds());
        }
    }

    private static void run(Exchange exchange, Job job) {
        try {
            job.run();
        } catch (CatalogueException e) {
            failed(exchange, e);
        } catch (Throwable e) {
            // Without this a connection whose answer failed for want of memory would stay for ever.
            exchange.callback().failed(e);
        }
    }

    private static void failed(Exchange exchange, CatalogueException e) {
        int status =
                switch (e.reason()) {
                    case NOT_A_TORRENT -> 400;
                    case NOT_YOURS -> 403;
                    case NO_SUCH_TORRENT -> 404;
                    case TOO_LARGE -> 413;
                    case QUOTA -> 429;
                    case STORAGE, DAMAGED, IN_USE -> 500;
                    case TOO_COSTLY -> 503;
                    case FULL, DISK_FULL -> 507;
                };
        error(exchange, status, e.reason().name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
    }

    static void error(Exchange exchange, int status, String code, String message) {
        Replies.error(exchange.response(), exchange.callback(), status, code, message);
    }

    /** Says that there is too much to do, and when to come back. */
    static void busy(Exchange exchange, int seconds) {
        exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        error(exchange, 503, "busy", "The tracker has too much to do; try again in " + seconds + " s.");
    }

    <T> void json(Exchange exchange, int status, Class<T> type, T value) {
        bytes(exchange, status, "application/json", Jsonb.instance().type(type).toJsonBytes(value));
    }

    void bytes(Exchange exchange, int status, String type, byte[] body) {
        if (body.length <= MAX_SHORT_BYTES) {
            Replies.bytes(exchange.response(), exchange.callback(), status, type, body);
        } else {
            send(exchange, status, type, BodySource.of(body));
        }
    }

    void stored(Exchange exchange, String type, StoredBody body) throws CatalogueException {
        if (body.length() <= PartedAnswer.PART_BYTES) {
            bytes(exchange, 200, type, body.whole());
        } else {
            send(exchange, 200, type, body);
        }
    }

    private void send(Exchange exchange, int status, String type, BodySource body) {
        Response response = exchange.response();
        Replies.head(response, status, type, body.length());
        if (!PartedAnswer.send(exchange.request(), response, exchange.callback(), body, transfers, parts)) {
            response.reset();
            busy(exchange, 2);
        }
    }
}
