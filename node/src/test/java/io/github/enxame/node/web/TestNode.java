package io.github.enxame.node.web;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.DaemonParts;
import io.github.enxame.node.daemon.Simulation;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.tracker.client.CatalogueClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** A whole node as {@code enxame up} runs it, with a real engine and web server, in folders of its own. */
record TestNode(Engine engine, Daemon daemon, Api api, WebServer web, Path downloads) implements AutoCloseable {
    static TestNode open(Path folder, URI tracker) throws Exception {
        return open(folder, tracker, AccessControl.temporary());
    }

    /** One that lets in whom {@code access} does. */
    static TestNode open(Path folder, URI tracker, AccessControl access) throws Exception {
        StateFolder state = StateFolder.of(folder.resolve("state"));
        Path downloads = folder.resolve("downloads");
        CatalogueClient catalogue = new CatalogueClient(tracker, "Enxame/test");
        Engine engine = Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .recordingIn(state.checked()));
        Daemon daemon =
                Daemon.open(new DaemonParts(engine, catalogue, true, state, downloads, "0.0-test", Simulation.none()));
        Api api = new Api(daemon);
        return new TestNode(engine, daemon, api, WebServer.open(0, api, access), downloads);
    }

    /** Where a browser finds it. */
    String url() {
        return web.url();
    }

    @Override
    public void close() {
        api.close();
        web.close();
        daemon.close();
        engine.close();
    }
}
