package io.github.enxame.engine.webseed;

import io.github.enxame.engine.transport.LinkListener;

/**
 * Makes links to web servers that behave as links to peers who have everything do. A node's only way to them, so that a
 * simulated world can stand in.
 */
public interface WebSeeds extends AutoCloseable {
    /**
     * Starts to connect and returns at once; exactly one of {@link LinkListener#opened} and {@link LinkListener#failed}
     * follows. A server that failed or asked for a rest is left alone for a while: until then it
     * fails at once.
     */
    void dial(WebSeed seed, LinkListener listener);

    /** Closes every link. */
    @Override
    void close();

    /** A world without web servers. */
    static WebSeeds none() {
        return new WebSeeds() {
            @Override
            public void dial(WebSeed seed, LinkListener listener) {
                listener.failed("there are no web servers here");
            }

            @Override
            public void close() {}
        };
    }
}
