package io.github.enxame.node.rest;

import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.view.RatesView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** The REST API: finds out what is asked, and turns what goes wrong into a problem with a status. */
public final class Api extends Handler.Abstract implements AutoCloseable {
    private static final String ROOT = "/api/";
    private static final System.Logger LOGGER = System.getLogger(Api.class.getName());

    private static final int RETRY_SECONDS = 5;

    private final Daemon daemon;
    private final TorrentRoutes torrents;
    private final EventRoutes events;
    private final FileRoutes files = new FileRoutes();

    /** The API of a daemon. */
    public Api(Daemon daemon) {
        this.daemon = daemon;
        this.torrents = new TorrentRoutes(daemon);
        this.events = new EventRoutes(daemon);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getDecodedPath();
        if (path == null || !path.startsWith(ROOT)) {
            return false;
        }
        try {
            route(
                    new Exchange(request, response, callback),
                    List.of(path.substring(ROOT.length()).split("/", -1)));
        } catch (Exception e) {
            failed(request, response, callback, e);
        }
        return true;
    }

    private void route(Exchange exchange, List<String> path) throws Exception {
        String route = exchange.method() + " " + String.join("/", path.size() < 2 ? path : pattern(path));
        switch (route) {
            case "GET state" -> exchange.json(200, daemon.state());
            case "GET limits" -> exchange.json(200, daemon.limits());
            case "POST limits" -> exchange.json(200, daemon.limit(LimitBodies.read(exchange, RatesView.class)));
            case "GET queue" -> exchange.json(200, daemon.queue());
            case "POST queue" -> exchange.json(200, daemon.queue(LimitBodies.queue(exchange)));
            case "GET search" ->
                exchange.json(200, daemon.search(exchange.parameter("q").orElse("")));
            case "GET events" -> events.torrents(exchange);
            case "GET torrents" -> exchange.json(200, daemon.torrents());
            case "POST torrents" -> torrents.add(exchange);
            case "GET torrents/*" -> exchange.json(200, holding(path).detail());
            case "DELETE torrents/*" -> {
                daemon.remove(holding(path));
                exchange.nothing();
            }
            case "GET torrents/*/events" -> events.torrent(exchange, holding(path));
            case "GET torrents/*/file", "HEAD torrents/*/file" -> files.content(exchange, holding(path));
            case "GET torrents/*/torrent" -> files.torrent(exchange, holding(path));
            case "GET torrents/*/report" -> exchange.json(200, report(holding(path)));
            case "GET torrents/*/limits" -> exchange.json(200, holding(path).limits());
            case "POST torrents/*/limits" -> exchange.json(200, holding(path).limit(LimitBodies.read(exchange)));
            case "POST torrents/*/selection" -> exchange.json(200, SelectionBodies.select(exchange, holding(path)));
            case "POST torrents/*/publish" ->
                exchange.json(200, daemon.publish(holding(path)).view());
            case "POST torrents/*/pause" -> {
                daemon.pause(holding(path));
                exchange.json(200, holding(path).view());
            }
            case "POST torrents/*/check" -> {
                daemon.check(holding(path));
                exchange.json(200, holding(path).view());
            }
            case "POST torrents/*/repair" -> {
                daemon.repair(holding(path));
                exchange.json(200, holding(path).view());
            }
            case "POST torrents/*/resume" -> {
                daemon.resume(holding(path));
                exchange.json(200, holding(path).view());
            }
            default -> throw new ProblemException("no_such_address", "The API has no " + route + ".");
        }
    }

    private static List<String> pattern(List<String> path) {
        return path.size() == 2
                ? List.of(path.getFirst(), "*")
                : List.of(path.getFirst(), "*", String.join("/", path.subList(2, path.size())));
    }

    private Holding holding(List<String> path) throws ProblemException {
        Optional<Holding> holding = daemon.holdings().find(path.get(1));
        if (holding.isEmpty()) {
            throw new ProblemException("not_found", "There is no such torrent here. It may have been removed.");
        }
        return holding.get();
    }

    private static Object report(Holding holding) throws ProblemException {
        Object report = holding.entry().report();
        if (report == null) {
            throw new ProblemException("incomplete", holding.name() + " is not complete yet.");
        }
        return report;
    }

    private static void failed(Request request, Response response, Callback callback, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (response.isCommitted() || e instanceof EofException) {
            callback.failed(e);
            return;
        }
        // Jetty reads queries and bodies only when they are asked for, and throws then what it has against them.
        Problem problem = e instanceof HttpException refusal && refusal.getCode() < 500
                ? new Problem("bad_request", "Enxame did not understand the request (" + refusal.getReason() + ").")
                : Problems.of(e);
        int status = Statuses.of(problem.code());
        if (status == 500) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    request.getMethod() + " " + request.getHttpURI().getPath(),
                    e);
        }
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        Replies.problem(request, response, callback, status, problem);
    }

    /** Ends the event streams. */
    @Override
    public void close() {
        events.close();
    }

    /** A request with its answer. */
    record Exchange(Request request, Response response, Callback callback) {
        String method() {
            return request.getMethod();
        }

        /** A parameter of the query. */
        Optional<String> parameter(String name) throws ProblemException {
            try {
                Fields query = Request.extractQueryParameters(request);
                return Optional.ofNullable(query.getValue(name));
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new ProblemException("bad_request", "The query of this address is malformed.");
            }
        }

        /** The media type of the body, without parameters. */
        String contentType() {
            String type = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
        }

        void json(int status, Object shape) {
            Replies.json(response, callback, status, shape);
        }

        void nothing() {
            Replies.nothing(response, callback);
        }
    }
}
