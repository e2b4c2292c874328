package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LinkCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps everybody but the user away from the API. The page's own files tell nothing of anybody, so that everyone may have
 * them: the page then says how to get in.
 */
final class AccessHandler extends Handler.Wrapper {
    static final int MAX_CODE_BODY_BYTES = 1 << 10;

    private static final String API = "/api/";
    private static final Problem UNPROVEN = new Problem(
            "unauthorized",
            "Only the user who runs Enxame may use it. Run 'enxame open' as that user and follow its link; a program sends"
                    + " 'Authorization: Bearer' with the secret in daemon.json of the state folder.");

    private final AccessControl control;
    private final ConnectionLimiter connections;

    AccessHandler(AccessControl control, ConnectionLimiter connections, Handler inner) {
        super(inner);
        this.control = control;
        this.connections = connections;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getDecodedPath();
        if (path == null || !path.startsWith(API)) {
            if (connections.countUnproven(request)) {
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
            return super.handle(request, response, callback);
        }
        String route = request.getMethod() + " " + path.substring(API.length());
        if (route.equals("POST session")) {
            enter(request, response, callback);
            return true;
        }
        Access access = control.of(request, connections);
        if (access == Access.NONE) {
            // Whoever holds or fills the connection with more of the same has to make another.
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"Enxame\"");
            Replies.problem(request, response, callback, 401, UNPROVEN);
            return true;
        }
        access.remember(request);
        connections.working(request);
        if (access == Access.COMMAND && route.equals("POST session/code")) {
            Replies.json(response, callback, 200, new LinkCode(control.newCode()));
            return true;
        }
        if (access == Access.COMMAND && route.equals("DELETE session")) {
            forgetBrowsers(request, response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private void forgetBrowsers(Request request, Response response, Callback callback) {
        try {
            control.forgetBrowsers();
            Replies.nothing(response, callback);
        } catch (ProblemException e) {
            Replies.problem(request, response, callback, Statuses.of(e.problem().code()), e.problem());
        }
    }

    /** Gives a browser its cookie for the code of a link. */
    private void enter(Request request, Response response, Callback callback) {
        try {
            Optional<String> cookie = control.exchange(code(request), request, connections);
            if (cookie.isEmpty()) {
                throw new ProblemException(
                        "link_used", "This link was used already, or is too old. Run 'enxame open' for a new one.");
            }
            response.getHeaders()
                    .put(
                            HttpHeader.SET_COOKIE,
                            AccessControl.cookieName(request) + "=" + cookie.get() + "; Path=/; Max-Age="
                                    + BrowserSessions.SESSION_TIMEOUT.toSeconds() + "; HttpOnly; SameSite=Strict");
            Replies.nothing(response, callback);
        } catch (IOException | ProblemException e) {
            Problem problem = Problems.of(e);
            Replies.problem(request, response, callback, Statuses.of(problem.code()), problem);
        }
    }

    private static String code(Request request) throws IOException, ProblemException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new ProblemException("wrong_type", "Send the code as application/json.");
        }
        byte[] body = Bodies.read(request, MAX_CODE_BODY_BYTES);
        try {
            String code = JsonText.read(new String(body, StandardCharsets.UTF_8), LinkCode.class)
                    .code();
            if (code != null) {
                return code;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ProblemException("bad_request", "Send the code of a link as {\"code\": \"...\"}.");
    }
}
