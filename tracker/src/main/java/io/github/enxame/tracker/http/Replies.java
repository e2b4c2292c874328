package io.github.enxame.tracker.http;

import io.avaje.jsonb.Jsonb;
import io.github.enxame.tracker.api.ApiError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes whole answers. */
final class Replies {
    private Replies() {}

    static void bytes(Response response, Callback callback, int status, String type, byte[] body) {
        head(response, status, type, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Sets the head of an answer whose body has {@code length} bytes. */
    static void head(Response response, int status, String type, long length) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
    }

    static void text(Response response, Callback callback, int status, String text) {
        bytes(response, callback, status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static <T> void json(Response response, Callback callback, int status, Class<T> type, T value) {
        bytes(
                response,
                callback,
                status,
                "application/json",
                Jsonb.instance().type(type).toJsonBytes(value));
    }

    static void error(Response response, Callback callback, int status, String code, String message) {
        json(response, callback, status, ApiError.class, ApiError.of(code, message));
    }
}
