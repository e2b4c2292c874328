package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches .torrent files over HTTP. */
final class TorrentUrls {
    private static final int MOST_BYTES = 10 << 20;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final long WHOLE_LIMIT_SECONDS = 60;

    private TorrentUrls() {}

    /** The .torrent at an http or https URL. Blocks, at most a minute. */
    static Metainfo fetch(String url) throws ProblemException {
        HttpResponse<byte[]> response = get(url.strip());
        if (response.statusCode() != 200) {
            throw new ProblemException(
                    "not_found",
                    "There is no .torrent at " + url + " (HTTP " + response.statusCode() + "). Check the URL.");
        }
        return TorrentFiles.parse(response.body(), url);
    }

    private static HttpResponse<byte[]> get(String url) throws ProblemException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Accept", "application/x-bittorrent, */*;q=0.5")
                    .build();
            return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES))
                    .get(WHOLE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("bad_request", url + " is no address on the web. Check how it is written.");
        } catch (ExecutionException e) {
            throw unreachable(url, e.getCause() instanceof IOException cause ? cause : e);
        } catch (TimeoutException e) {
            throw unreachable(url, new IOException("no whole answer within " + WHOLE_LIMIT_SECONDS + " s", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException("interrupted", "Interrupted while fetching " + url + ".");
        } finally {
            client.shutdownNow();
        }
    }

    private static ProblemException unreachable(String url, Exception e) {
        String why = e instanceof ConnectException
                ? "nothing accepts connections there"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new ProblemException(
                new Problem(
                        "url_unreachable",
                        "Could not fetch " + url + ": " + why + ". Check the URL and your connection.",
                        Map.of("url", url)),
                e);
    }
}
