package io.github.enxame.engine.http;

import org.jspecify.annotations.Nullable;

/** What an HTTP server answered to one GET. */
public final class HttpAnswer {
    private final int status;
    private final @Nullable String location;
    private final byte[] body;

    HttpAnswer(int status, @Nullable String location, byte[] body) {
        this.status = status;
        this.location = location;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Where to look instead, if this is a redirect that says so. */
    public @Nullable String redirect() {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirect ? location : null;
    }

    /** The bytes themselves, not a copy. */
    public byte[] body() {
        return body;
    }
}
