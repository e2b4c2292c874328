package io.github.enxame.tracker.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The tracker's URL as whoever asks reached it: the one the settings name, else what the request's Host says. The Host is the
 * requester's own words and comes back to nobody else, yet it ends up in a URL, so nothing but a plain authority is taken.
 */
final class PublicUrl {
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private final Optional<URI> configured;

    PublicUrl(Optional<URI> configured) {
        this.configured = configured;
    }

    /** The base URL, ending with a slash. */
    URI of(Request request) {
        if (configured.isPresent()) {
            String url = configured.get().toString();
            return URI.create(url.endsWith("/") ? url : url + "/");
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        return host != null && AUTHORITY.matcher(host).matches()
                ? URI.create("http://" + host + "/")
                : URI.create("http://" + Request.getLocalAddr(request) + ":" + Request.getLocalPort(request) + "/");
    }
}
