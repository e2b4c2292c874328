package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.UsableUrl;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.client.CatalogueClient;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tracker a command asks. */
final class TrackerOption {
    /** The variable that names the tracker where no option does. */
    static final String VARIABLE = "ENXAME_TRACKER";

    private static final String UDP = "udp://";
    private static final URI STANDARD = URI.create("http://localhost:6969/");

    @Option(
            names = "--tracker",
            paramLabel = "URL",
            description = "The tracker. Else $" + VARIABLE + ", the running daemon's, or http://localhost:6969.")
    private @Nullable String url;

    /** The tracker that the user named, by the option or by the variable. */
    Optional<URI> named() throws ProblemException {
        return named(System.getenv());
    }

    Optional<URI> named(Map<String, String> env) throws ProblemException {
        String text = url == null ? env.getOrDefault(VARIABLE, "") : url;
        return text.isBlank() ? Optional.empty() : Optional.of(parse(text.strip()));
    }

    /** The tracker to ask: the one that the user named, else that of the daemon that runs here, else the usual one. */
    URI orElse(Optional<URI> ofDaemon) throws ProblemException {
        return named().or(() -> ofDaemon).orElse(STANDARD);
    }

    /** A client of that tracker's catalogue. */
    CatalogueClient catalogue(Optional<URI> ofDaemon) throws ProblemException {
        return client(orElse(ofDaemon));
    }

    /** A client of a tracker's catalogue. */
    static CatalogueClient client(URI tracker) {
        return new CatalogueClient(tracker, "Enxame/" + Version.number());
    }

    /**
     * The announce URL of a tracker that is named by it, or by its host alone; a UDP tracker by all of it. A URL with a path
     * or a query stays as it is: it may hold a passkey.
     */
    static URI announce(String text) throws ProblemException {
        if (!text.strip().regionMatches(true, 0, UDP, 0, UDP.length())) {
            return client(parse(text)).announceUri();
        }
        return UsableUrl.tracker(text)
                .filter(url -> UrlParts.port(url, 0) > 0)
                .orElseThrow(() -> new ProblemException(
                        "bad_request",
                        UrlParts.shownRefused(text)
                                + " is no UDP tracker's URL. Write it like udp://tracker.example:6969/announce",
                        "url",
                        UrlParts.shownRefused(text)));
    }

    /** A tracker's URL; {@code http://} may be left out. */
    static URI parse(String text) throws ProblemException {
        String reason;
        try {
            URI url = LenientUrl.parse(text.contains("://") ? text : "http://" + text.strip());
            if ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) {
                return url;
            }
            reason = "only http:// and https:// lead to a tracker's catalogue";
        } catch (UrlException e) {
            reason = e.reason().text();
        }
        throw new ProblemException(
                "bad_request",
                UrlParts.shownRefused(text) + " is no tracker's URL: " + reason
                        + ". Write it like http://tracker.example:6969",
                "url",
                UrlParts.shownRefused(text));
    }
}
