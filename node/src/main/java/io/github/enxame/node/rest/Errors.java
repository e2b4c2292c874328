package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (a malformed address, a header that is too long), in the API's words. */
final class Errors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Whatever was set before the error is gone by now.
        Guard.HEADERS.forEach(response.getHeaders()::put);
        int status = response.getStatus();
        Problem problem = status >= 500
                ? new Problem("internal", "Something went wrong inside Enxame. The daemon's own output says what.")
                : new Problem("bad_request", "Enxame did not understand the request (" + status + ").");
        Replies.problem(request, response, callback, status, problem);
        return true;
    }
}
