package io.github.enxame.node.web;

import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A browser, a tracker and the nodes that announce to it, for the tests of one screen. */
final class Scene {
    private final Path folder;
    private final Chromium chromium;
    private final TrackerServer tracker;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    Scene(Path folder) throws Exception {
        this.folder = folder;
        chromium = Chromium.start();
        parts.push(chromium);
        tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("tracker")));
        parts.push(tracker);
    }

    Chromium chromium() {
        return chromium;
    }

    /** One more node, in a folder of this name. */
    TestNode node(String name) throws Exception {
        TestNode node = TestNode.open(folder.resolve(name), tracker.uri());
        parts.push(node);
        return node;
    }

    /** One that lets in whom {@code access} does. */
    TestNode node(String name, AccessControl access) throws Exception {
        TestNode node = TestNode.open(folder.resolve(name), tracker.uri(), access);
        parts.push(node);
        return node;
    }

    /** Ends the nodes, then the tracker and the browser. */
    void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
