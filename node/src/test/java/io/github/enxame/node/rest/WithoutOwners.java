package io.github.enxame.node.rest;

import java.nio.file.Path;
import java.time.InstantSource;

/** Access as on a system that does not tell whose process a connection is. */
public final class WithoutOwners {
    private WithoutOwners() {}

    /** Access that needs a secret, a link or a cookie. */
    public static AccessControl access() {
        return new AccessControl(
                SocketOwners.in(Path.of("/no-such-proc")), BrowserSessions.temporary(InstantSource.system()));
    }
}
