package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrackerConnectorTest {
    @Test
    void it_tells_when_it_cannot_wait_for_connections_any_more() throws Exception {
        Server server = new Server();
        TrackerConnector connector = new TrackerConnector(server);
        connector.listen(new ListenAddress("127.0.0.1"), 0);
        server.addConnector(connector);
        server.start();
        try {
            assertThat(connector.failure()).isNotDone();
            connector
                    .getSelectorManager()
                    .getBeans(ManagedSelector.class)
                    .forEach(managed -> managed.submit(selector -> {
                        try {
                            selector.close();
                        } catch (java.io.IOException e) {
                            throw new AssertionError(e);
                        }
                    }));
            assertThat(connector.failure().get(30, TimeUnit.SECONDS)).isInstanceOf(ClosedSelectorException.class);
        } finally {
            server.stop();
        }
    }
}
