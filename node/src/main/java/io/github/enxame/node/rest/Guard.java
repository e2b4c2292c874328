package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets in only what comes from this computer's own page or commands. A web page elsewhere can make a browser send requests
 * to localhost, and with a DNS name of its own that points here it could read the answers; the Host header gives such a
 * name away, the Origin header gives such a page away.
 */
final class Guard extends Handler.Wrapper {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP_PORT = 80;
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    /** What every answer says of itself, errors too. */
    static final List<HttpField> HEADERS = List.of(
            new HttpField(
                    "Content-Security-Policy",
                    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("X-Frame-Options", "DENY"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"));

    Guard(Handler inner) {
        super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HEADERS.forEach(response.getHeaders()::put);
        Problem refusal = refusal(request);
        if (refusal != null) {
            Replies.problem(request, response, callback, 403, refusal);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static @org.jspecify.annotations.Nullable Problem refusal(Request request) {
        HttpFields headers = request.getHeaders();
        List<String> hosts = headers.getValuesList(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        int port = port(request);
        if (hosts.size() != 1 || !isOwn(hosts.getFirst(), port) || (authority != null && !isOwn(authority, port))) {
            return new Problem(
                    "foreign_host",
                    "This address is only answered under the name localhost. Open http://localhost:" + port
                            + " instead.");
        }
        if (isSafe(request.getMethod())) {
            return null;
        }
        List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
        String site = headers.get("Sec-Fetch-Site");
        if (!isOwnOrigin(origins, hosts.getFirst(), port) || (site != null && !OWN_SITES.contains(site))) {
            return new Problem(
                    "foreign_origin", "A page of another site may not change anything here. Use Enxame's own page.");
        }
        return null;
    }

    /** Whether a host, with its port unless that is the usual one, is this computer's own. */
    static boolean isOwn(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        String ending = ":" + port;
        return (lower.endsWith(ending) && OWN_NAMES.contains(lower.substring(0, lower.length() - ending.length())))
                || (port == HTTP_PORT && OWN_NAMES.contains(lower));
    }

    /** Whether a request comes from no page or from ours; a browser leaves the usual port out, other programs may not. */
    static boolean isOwnOrigin(List<String> origins, String host, int port) {
        String ending = port == HTTP_PORT ? ":" + HTTP_PORT : "";
        return origins.isEmpty()
                || (origins.size() == 1
                        && without(origins.getFirst(), ending).equalsIgnoreCase("http://" + without(host, ending)));
    }

    private static String without(String text, String ending) {
        return text.endsWith(ending) ? text.substring(0, text.length() - ending.length()) : text;
    }

    private static int port(Request request) {
        return request.getConnectionMetaData().getConnector() instanceof NetworkConnector connector
                ? connector.getLocalPort()
                : -1;
    }

    private static boolean isSafe(String method) {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    }
}
