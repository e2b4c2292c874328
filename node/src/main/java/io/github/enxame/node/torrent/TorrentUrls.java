package io.github.enxame.node.torrent;

import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.http.HttpAnswer;
import io.github.enxame.engine.http.HttpAnswerReader;
import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.engine.http.InnerAddress;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import io.github.enxame.protocol.url.UrlParts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches .torrent files over HTTP. */
final class TorrentUrls {
    /** Longest .torrent that is fetched, in bytes. */
    static final int MAX_LENGTH = 10 << 20;

    static final int MAX_REDIRECTS = 5;

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 20_000;
    private static final long FETCH_TIMEOUT_SECONDS = 60;
    private static final String ACCEPT = "application/x-bittorrent, */*;q=0.5";

    private TorrentUrls() {}

    /**
     * The .torrent at an http or https URL. Blocks, at most a minute.
     *
     * @param source where the connection leaves from
     */
    static Metainfo fetch(String url, SourceAddress source) throws ProblemException {
        String shown = UrlParts.shownRefused(url.strip());
        URI address = parsed(url, shown);
        try (var _ = ParseBudget.ofProcess().reserveArrival(MAX_LENGTH)) {
            return read(answer(address, shown, source), shown);
        }
    }

    private static Metainfo read(HttpAnswer answer, String shown) throws ProblemException {
        if (answer.status() != 200) {
            throw new ProblemException(
                    "not_found",
                    "There is no .torrent at " + shown + " (HTTP " + answer.status() + "). " + advice(answer.status()));
        }
        return TorrentFiles.parse(answer.body(), shown);
    }

    private static String advice(int status) {
        return status == 401 || status == 403
                ? "The site wants you to log in; download the .torrent in your browser and open the file."
                : "Check the URL.";
    }

    private static URI parsed(String url, String shown) throws ProblemException {
        try {
            return LenientUrl.parse(url);
        } catch (UrlException e) {
            throw new ProblemException(
                    "bad_request",
                    shown + " is no address on the web: " + e.reason().text() + ". Check how it is written.");
        }
    }

    /** A server that sends byte by byte never times out a read, so the whole is bounded as well. */
    private static HttpAnswer answer(URI url, String shown, SourceAddress source) throws ProblemException {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("torrent-url").start(() -> {
            try {
                answer.complete(follow(url, source));
            } catch (IOException | ProblemException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(FETCH_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw unreachable(url, shown, e.getCause() instanceof IOException cause ? cause : new IOException(e));
        } catch (TimeoutException e) {
            throw unreachable(url, shown, new IOException("no whole answer within " + FETCH_TIMEOUT_SECONDS + " s", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException("interrupted", "Interrupted while fetching " + shown + ".");
        } finally {
            asking.interrupt();
        }
    }

    private static HttpAnswer follow(URI url, SourceAddress source) throws IOException, ProblemException {
        URI at = url;
        boolean fromOutside = false;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            List<InetAddress> addresses = addresses(at);
            // The user named the first address and may mean a server near by; where that leads is a stranger's choice.
            if (fromOutside && addresses.stream().anyMatch(InnerAddress::is)) {
                throw new IOException("it redirects into the local network, which is refused");
            }
            fromOutside |= !addresses.stream().allMatch(InnerAddress::is);
            HttpAnswer answer = ask(at, addresses, source);
            String location = answer.redirect();
            if (location == null) {
                return answer;
            }
            if (MagnetLink.looksLike(location)) {
                throw new ProblemException(
                        "is_magnet", UrlParts.shown(url) + " leads to a magnet link. Download that: " + location);
            }
            try {
                at = LenientUrl.redirected(at, location);
            } catch (UrlException e) {
                throw new IOException("it redirects to what is no URL: " + e.getMessage(), e);
            }
        }
        throw new IOException("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private static List<InetAddress> addresses(URI url) throws IOException {
        if (!"http".equals(url.getScheme()) && !HttpSockets.https(url)) {
            throw new IOException("only http and https servers can be asked, not " + url.getScheme());
        }
        return List.of(HostLookup.addresses(UrlParts.host(url)));
    }

    private static HttpAnswer ask(URI url, List<InetAddress> addresses, SourceAddress source) throws IOException {
        try (Socket socket = HttpSockets.connect(url, addresses, source, CONNECT_MILLIS, READ_MILLIS)) {
            socket.getOutputStream().write(HttpSockets.get(url, "Enxame", ACCEPT));
            return new HttpAnswerReader(socket.getInputStream(), MAX_LENGTH).read();
        }
    }

    private static ProblemException unreachable(URI url, String shown, IOException e) {
        String why =
                switch (e) {
                    case UnknownHostException unknown -> "there is no host named " + UrlParts.host(url);
                    case SocketTimeoutException slow -> "it does not answer in time";
                    case ConnectException refused -> "nothing accepts connections there";
                    default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                };
        return new ProblemException(
                new Problem(
                        "url_unreachable",
                        "Could not fetch " + shown + ": " + why + ". Check the URL and your connection.",
                        Map.of("url", shown)),
                e);
    }
}
