package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (a malformed address, a header that is too long), in the API's words. */
final class Errors implements Request.Handler {
    private static final System.Logger LOGGER = System.getLogger(Errors.class.getName());

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Whatever was set before the error is gone by now.
        Guard.HEADERS.forEach(response.getHeaders()::put);
        int status = response.getStatus();
        if (status >= 500) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    request.getMethod() + " " + request.getHttpURI().getPath() + " failed",
                    request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable cause ? cause : null);
        }
        Problem problem = status >= 500
                ? new Problem("internal", "Something went wrong inside Enxame. The daemon's own output says what.")
                : new Problem("bad_request", "Enxame did not understand the request (" + status + ").");
        Replies.problem(request, response, callback, status, problem);
        return true;
    }
}
