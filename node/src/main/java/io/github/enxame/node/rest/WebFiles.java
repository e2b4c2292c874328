package io.github.enxame.node.rest;

import io.github.enxame.node.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The web interface's files, from the jar. A browser keeps them and asks each time whether they changed, so that a new
 * version shows at once.
 */
final class WebFiles extends Handler.Abstract {
    private static final String ROOT = "/io/github/enxame/node/web";
    /** Segments of plain characters that do not start with a dot: nothing in it can lead out of the folder. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("mjs", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("json", "application/json;charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain;charset=utf-8"));

    private record WebFile(ByteBuffer bytes, String type, String tag) {}

    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Replies.problem(
                    request, response, callback, 405, new Problem("bad_request", "This address can only be read."));
            return true;
        }
        String path = request.getHttpURI().getPath();
        Optional<WebFile> found = find("/".equals(path) ? "/index.html" : path);
        if (found.isEmpty()) {
            Replies.problem(
                    request,
                    response,
                    callback,
                    404,
                    new Problem("not_found", "There is no page here. Start at the address /."));
            return true;
        }
        WebFile file = found.get();
        response.getHeaders().put(HttpHeader.ETAG, file.tag());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(304);
            callback.succeeded();
        } else if (head) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.type());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, file.bytes().remaining());
            callback.succeeded();
        } else {
            Replies.bytes(response, callback, 200, file.type(), file.bytes().duplicate(), false);
        }
        return true;
    }

    private Optional<WebFile> find(String path) throws IOException {
        WebFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream in = WebFiles.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            WebFile file = new WebFile(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), type, tag(bytes));
            files.put(path, file);
            return Optional.of(file);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
