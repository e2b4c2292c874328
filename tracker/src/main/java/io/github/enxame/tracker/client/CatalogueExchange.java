package io.github.enxame.tracker.client;

import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** One HTTP request to the tracker's catalogue, the answer bounded. Blocks its thread. Redirects are not followed. */
final class CatalogueExchange {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 15_000;

    private final URI tracker;
    private final String userAgent;

    CatalogueExchange(URI tracker, String userAgent) {
        this.tracker = tracker;
        this.userAgent = userAgent;
    }

    /** An answer: its HTTP status and its body. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    Answer get(String path, int maxLength) throws CatalogueClientException {
        return exchange(path, null, maxLength);
    }

    Answer post(String path, byte[] torrent, int maxLength) throws CatalogueClientException {
        return exchange(path, torrent, maxLength);
    }

    private Answer exchange(String path, byte @Nullable [] torrent, int maxLength) throws CatalogueClientException {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    UrlParts.withoutUser(tracker).resolve(path).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("User-Agent", userAgent);
            UrlParts.authorization(tracker)
                    .ifPresent(credentials -> connection.setRequestProperty("Authorization", credentials));
            try {
                if (torrent != null) {
                    send(connection, torrent);
                }
                int status = connection.getResponseCode();
                return new Answer(status, body(connection, status, maxLength));
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
            byte[] body = in == null ? new byte[0] : in.readNBytes(maxLength + 1);
            if (body.length > maxLength) {
                throw new CatalogueClientException(
                        Reason.NOT_A_TRACKER,
                        "The tracker " + UrlParts.shown(tracker) + " answers with more than " + maxLength
                                + " bytes; check that its URL is right.");
            }
            return body;
        }
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
