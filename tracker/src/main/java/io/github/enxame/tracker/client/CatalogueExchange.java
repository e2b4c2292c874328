package io.github.enxame.tracker.client;

import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to the tracker's catalogue, the answer bounded in length and time. Blocks its thread. Redirects are not
 * followed. Where the tracker has too much to do and says when to come back, it is asked again some times.
 */
final class CatalogueExchange {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 15_000;
    /** Longest time that an answer may take from its first byte to its last. */
    private static final long MAX_BODY_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Longest wait before a busy tracker is asked again, in seconds. */
    private static final int MAX_RETRY_SECONDS = 10;
    /** Most times that a busy tracker is asked again. */
    private static final int MAX_RETRIES = 5;

    private static final int TOO_MANY = 429;
    private static final int BUFFER_BYTES = 16 << 10;

    private final URI tracker;
    private final String userAgent;
    private final Optional<InetAddress> source;

    CatalogueExchange(URI tracker, String userAgent, Optional<InetAddress> source) {
        this.source = source;
        this.tracker = tracker;
        this.userAgent = userAgent;
    }

    /** An answer: its HTTP status and its body. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        private final int retryAfterSeconds;

        Answer(int status, byte[] body, int retryAfterSeconds) {
            this.status = status;
            this.body = body;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    /**
     * A request.
     *
     * @param headers beside those that every request has
     * @param body a .torrent; null for none
     */
    record Request(String method, String path, Map<String, String> headers, byte @Nullable [] body) {}

    Answer get(String path, int maxLength) throws CatalogueClientException {
        return send(new Request("GET", path, Map.of(), null), maxLength);
    }

    Answer send(Request request, int maxLength) throws CatalogueClientException {
        Answer answer = exchange(request, maxLength);
        for (int retry = 0; retry < MAX_RETRIES && answer.retryAfterSeconds > 0; retry++) {
            try {
                TimeUnit.SECONDS.sleep(answer.retryAfterSeconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = exchange(request, maxLength);
        }
        return answer;
    }

    private Answer exchange(Request request, int maxLength) throws CatalogueClientException {
        try {
            if (source.isPresent()) {
                return exchangeFrom(source.get(), request, maxLength);
            }
            HttpURLConnection connection = (HttpURLConnection) UrlParts.withoutUser(tracker)
                    .resolve(request.path())
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(request.method());
            connection.setRequestProperty("User-Agent", userAgent);
            UrlParts.authorization(tracker)
                    .ifPresent(credentials -> connection.setRequestProperty("Authorization", credentials));
            request.headers().forEach(connection::setRequestProperty);
            try {
                byte[] torrent = request.body();
                if (torrent != null) {
                    send(connection, torrent);
                }
                int status = connection.getResponseCode();
                return new Answer(status, body(connection, status, maxLength), retryAfter(connection, status));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new CatalogueClientException(Reason.UNREACHABLE, explain(e), e);
        } catch (RuntimeException e) {
            // The JDK reports a URL that it cannot use in several unchecked ways.
            throw new CatalogueClientException(
                    Reason.UNREACHABLE,
                    "The tracker's URL " + UrlParts.shown(tracker) + " is malformed; write http://HOST:PORT.",
                    e);
        }
    }

    /** When to ask again; 0 for not at all, or not soon. */
    private static int retryAfter(HttpURLConnection connection, int status) {
        return retryAfter(connection.getHeaderFieldInt("Retry-After", 0), status);
    }

    private static int retryAfter(long seconds, int status) {
        boolean busy = status == HttpURLConnection.HTTP_UNAVAILABLE || status == TOO_MANY;
        return busy && seconds > 0 && seconds <= MAX_RETRY_SECONDS ? (int) seconds : 0;
    }

    /** The client that starts soonest cannot choose where it leaves from. */
    private Answer exchangeFrom(InetAddress address, Request request, int maxLength)
            throws IOException, CatalogueClientException {
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(address)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(CONNECT_MILLIS))
                .build()) {
            HttpResponse<InputStream> response = client.send(forClient(request), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                long retry = response.headers().firstValueAsLong("Retry-After").orElse(0);
                return new Answer(
                        response.statusCode(), limited(in, maxLength), retryAfter(retry, response.statusCode()));
            } finally {
                client.shutdownNow();
            }
        } catch (HttpTimeoutException e) {
            throw new SocketTimeoutException(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest forClient(Request request) {
        byte[] torrent = request.body();
        HttpRequest.Builder built = HttpRequest.newBuilder(
                        UrlParts.withoutUser(tracker).resolve(request.path()))
                .timeout(Duration.ofMillis(READ_MILLIS))
                .header("User-Agent", userAgent);
        UrlParts.authorization(tracker).ifPresent(credentials -> built.header("Authorization", credentials));
        request.headers().forEach(built::header);
        if (torrent != null) {
            built.header("Content-Type", "application/x-bittorrent");
        }
        return built.method(
                        request.method(),
                        torrent == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(torrent))
                .build();
    }

    private static void send(HttpURLConnection connection, byte[] torrent) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-bittorrent");
        connection.setFixedLengthStreamingMode(torrent.length);
        try (var out = connection.getOutputStream()) {
            out.write(torrent);
        }
    }

    private byte[] body(HttpURLConnection connection, int status, int maxLength)
            throws IOException, CatalogueClientException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? new byte[0] : limited(in, maxLength);
        }
    }

    private byte[] limited(InputStream in, int maxLength) throws IOException, CatalogueClientException {
        byte[] body = read(in, maxLength + 1);
        if (body.length > maxLength) {
            throw new CatalogueClientException(
                    Reason.NOT_A_TRACKER,
                    "The tracker " + UrlParts.shown(tracker) + " answers with more than " + maxLength
                            + " bytes; check that its URL is right.");
        }
        return body;
    }

    private static byte[] read(InputStream in, int most) throws IOException {
        long began = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = 0;
        while (count >= 0 && body.size() < most) {
            body.write(buffer, 0, count);
            if (System.nanoTime() - began > MAX_BODY_NANOS) {
                throw new SocketTimeoutException("the answer takes too long");
            }
            count = in.read(buffer, 0, Math.min(buffer.length, most - body.size()));
        }
        return body.toByteArray();
    }

    private String explain(IOException e) {
        String what =
                switch (e) {
                    case UnknownHostException unknown -> "there is no host named " + UrlParts.host(tracker);
                    case SocketTimeoutException slow -> "it does not answer in time";
                    case ConnectException refused -> "nothing accepts connections there";
                    default -> "the connection broke (" + e.getMessage() + ")";
                };
        return "Cannot reach the tracker " + UrlParts.shown(tracker) + ": " + what
                + ". Check that the tracker is running (enxame tracker) and that its URL is right.";
    }
}
