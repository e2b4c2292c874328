package io.github.enxame.node.daemon;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.client.CatalogueClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole node for tests, on ports that the system chooses: what {@code enxame up} starts. */
public final class LocalNode implements AutoCloseable {
    private final StateFolder state;
    private final Engine engine;
    private final Daemon daemon;
    private final Api api;
    private final AccessControl access;
    private final WebServer web;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LocalNode(Path folder, URI tracker) throws IOException, ProblemException {
        state = new StateFolder(folder.resolve("state"));
        engine = Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .recordingIn(Files.createDirectories(state.checked())));
        daemon = Daemon.open(new DaemonParts(
                engine,
                new CatalogueClient(tracker, "test"),
                true,
                state,
                folder.resolve("downloads"),
                "test",
                Simulation.none()));
        api = new Api(daemon);
        access = AccessControl.open(state);
        web = WebServer.open(0, api, access);
        new RuntimeFile(ProcessHandle.current().pid(), web.port(), tracker.toString(), access.secret())
                .write(state.daemon());
    }

    /** A tracker for some nodes. */
    public static TrackerServer tracker(Path folder) throws TrackerException {
        return TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("tracker")));
    }

    /** A node that keeps everything in {@code folder}. */
    public static LocalNode open(Path folder, TrackerServer tracker) throws IOException, ProblemException {
        return new LocalNode(folder, tracker.uri());
    }

    public int port() {
        return web.port();
    }

    /** The header by which commands prove themselves. */
    public String proof() {
        return "Bearer " + access.secret();
    }

    public StateFolder state() {
        return state;
    }

    public Path downloads() {
        return daemon.downloads();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).DELETE());
    }

    public HttpResponse<String> post(String path, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    /** The body of a successful answer as a shape. */
    public static <T> T as(Class<T> shape, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return JsonText.read(response.body(), shape);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Ends the daemon's side of every connection, as when it stops. */
    public void stop() {
        close();
    }

    /** A client of this node, as commands use it. */
    public DaemonClient client() {
        return DaemonClient.find(state).orElseThrow();
    }

    @Override
    public void close() {
        http.close();
        web.close();
        api.close();
        daemon.close();
        engine.close();
    }
}
