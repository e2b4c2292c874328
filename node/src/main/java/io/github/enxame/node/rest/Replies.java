package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ProblemView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Whole answers: a shape as JSON, a problem as JSON, or nothing. */
final class Replies {
    private static final String JSON = "application/json;charset=utf-8";

    private Replies() {}

    /** Answers with a shape. */
    static void json(Response response, Callback callback, int status, Object shape) {
        text(response, callback, status, JSON, JsonText.of(shape));
    }

    /** Answers with a problem, once the other side is not in the way of it with what it still sends. */
    static void problem(Request request, Response response, Callback callback, int status, Problem problem) {
        Bodies.dropRest(request);
        json(response, callback, status, new ProblemView.Body(ProblemView.of(problem)));
    }

    /** Answers with success and no body. */
    static void nothing(Response response, Callback callback) {
        response.setStatus(204);
        callback.succeeded();
    }

    private static void text(Response response, Callback callback, int status, String type, String text) {
        bytes(response, callback, status, type, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** Answers with bytes that are at hand; {@code fresh} forbids keeping them. */
    static void bytes(Response response, Callback callback, int status, String type, ByteBuffer body, boolean fresh) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        if (fresh) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        response.write(true, body, callback);
    }
}
