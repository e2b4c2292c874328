package io.github.enxame.node.daemon;

import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.LinkCode;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.ReportView;
import io.github.enxame.node.view.StateView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import io.github.enxame.tracker.client.CatalogueClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running daemon, as commands use it: its REST API. Every method blocks. */
public final class DaemonClient {
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(3);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);
    private static final String EVENT_DATA = "data: ";

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(GREETING_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI base;
    private final URI tracker;
    private final @Nullable String secret;

    private DaemonClient(RuntimeFile file) {
        secret = file.secret();
        base = URI.create("http://127.0.0.1:" + file.port());
        tracker = URI.create(file.tracker());
    }

    /** The daemon of a state folder, if one runs and answers. */
    public static Optional<DaemonClient> find(StateFolder state) {
        return RuntimeFile.read(state.daemon()).map(DaemonClient::new).filter(DaemonClient::answers);
    }

    private boolean answers() {
        try {
            HttpRequest request = request("/api/state").timeout(GREETING_LIMIT).build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && JsonText.read(response.body(), StateView.class) != null;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether this is the daemon's tracker. */
    public boolean uses(URI other) {
        return new CatalogueClient(other, "").tracker().equals(new CatalogueClient(tracker, "").tracker());
    }

    /** The URL of its tracker. */
    public URI tracker() {
        return tracker;
    }

    /** Its address, for a browser. */
    public String url() {
        return "http://localhost:" + base.getPort();
    }

    /** Asks it to download or to share something. */
    public TorrentView add(Wanted wanted) throws ProblemException {
        return send(post(
                        "/api/torrents", "application/json", JsonText.of(wanted).getBytes(StandardCharsets.UTF_8)))
                .as(TorrentView.class);
    }

    /**
     * Asks it to download what a .torrent describes.
     *
     * @param into the folder, absolute
     * @param files which of its files, as a user wrote it; null for all
     * @param repair whether what lies there is a damaged or unfinished copy
     */
    public TorrentView add(byte[] torrent, String into, @Nullable String files, boolean repair)
            throws ProblemException {
        String chosen = (files == null ? "" : "&files=" + encode(files)) + (repair ? "&repair=true" : "");
        return send(post("/api/torrents?into=" + encode(into) + chosen, "application/x-bittorrent", torrent))
                .as(TorrentView.class);
    }

    /** Searches its tracker's catalogue. */
    public FindingView.All search(String text) throws ProblemException {
        return send(request("/api/search?q=" + encode(text))).as(FindingView.All.class);
    }

    /** Every torrent, the newest first. */
    public TorrentView.All torrents() throws ProblemException {
        return send(request("/api/torrents")).as(TorrentView.All.class);
    }

    /** Stops a torrent until it is resumed. */
    public void pause(String infoHash) throws ProblemException {
        send(request("/api/torrents/" + infoHash + "/pause").POST(BodyPublishers.noBody()))
                .requireDone();
    }

    /** Forgets a torrent; the user's files stay. */
    public void remove(String infoHash) throws ProblemException {
        send(request("/api/torrents/" + infoHash).DELETE()).requireDone();
    }

    /** What limits a torrent. */
    public LimitsView limits(String infoHash) throws ProblemException {
        return send(request("/api/torrents/" + infoHash + "/limits")).as(LimitsView.class);
    }

    /** Limits a torrent from now on, after a restart too. */
    public void limit(String infoHash, LimitsView wanted) throws ProblemException {
        send(post(
                        "/api/torrents/" + infoHash + "/limits",
                        "application/json",
                        JsonText.of(wanted).getBytes(StandardCharsets.UTF_8)))
                .requireDone();
    }

    /** All that can be seen of a torrent. */
    public DetailView detail(String infoHash) throws ProblemException {
        return send(request("/api/torrents/" + infoHash)).as(DetailView.class);
    }

    /** How a finished download went. */
    public ReportView report(String infoHash) throws ProblemException {
        return send(request("/api/torrents/" + infoHash + "/report")).as(ReportView.class);
    }

    /** Passes each state of a torrent on until {@code enough} says so; returns whether it did before the daemon ended. */
    public boolean follow(String infoHash, Predicate<DetailView> enough) throws ProblemException {
        HttpRequest request = request("/api/torrents/" + infoHash + "/events").build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                return response.statusCode() == 200
                        && lines.filter(line -> line.startsWith(EVENT_DATA))
                                .map(line -> JsonText.read(line.substring(EVENT_DATA.length()), DetailView.class))
                                .anyMatch(enough);
            } catch (java.io.UncheckedIOException e) {
                throw unreachable(e.getCause());
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException("interrupted", "Interrupted.");
        }
    }

    /** The address of its page with a code that lets one browser in, once. */
    public String link() throws ProblemException {
        LinkCode code =
                send(request("/api/session/code").POST(BodyPublishers.noBody())).as(LinkCode.class);
        return code.link(url());
    }

    /** Lets no browser in any more that was let in before. */
    public void forgetBrowsers() throws ProblemException {
        send(request("/api/session").DELETE()).requireDone();
    }

    private HttpRequest.Builder post(String path, String type, byte[] body) {
        return request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    }

    /** A request that proves that this command may read the daemon's files. */
    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return secret == null ? request : request.header("Authorization", "Bearer " + secret);
    }

    private Answer send(HttpRequest.Builder request) throws ProblemException {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException("interrupted", "Interrupted.");
        }
    }

    private ProblemException unreachable(@Nullable Throwable e) {
        return new ProblemException(
                new Problem(
                        "daemon_gone",
                        "Enxame at " + url() + " stopped answering. Start it again with 'enxame up', or use --alone."),
                e);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Answer(int status, String body) {
        void requireDone() throws ProblemException {
            if (status / 100 != 2) {
                as(ProblemView.Body.class);
            }
        }

        <T> T as(Class<T> shape) throws ProblemException {
            try {
                if (status / 100 == 2) {
                    return JsonText.read(body, shape);
                }
                throw new ProblemException(
                        JsonText.read(body, ProblemView.Body.class).error().problem(), null);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(
                        new Problem(
                                "bad_answer",
                                "Enxame gave an answer that this command does not understand (HTTP " + status
                                        + "). Is it another version? Restart 'enxame up'."),
                        e);
            }
        }
    }
}
