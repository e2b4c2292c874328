package io.github.enxame.node.rest;

import org.eclipse.jetty.server.Request;

/** What a request has proven about who sends it. */
enum Access {
    /** Nothing: it may be any user of this computer. */
    NONE,
    /** It has the cookie of a browser that was let in. */
    BROWSER,
    /** The connection belongs to a process of the daemon's own user, or of the system's administrator. */
    OWNER,
    /** It has the secret that only the daemon's user can read. */
    COMMAND;

    private static final String ATTRIBUTE = Access.class.getName();
    /** A page cannot add this header to a request for another site without being asked for leave, which is never given. */
    private static final String NO_PAGE_HEADER = "X-Enxame-Command";

    /** What was found out about a request. */
    static Access of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof Access access ? access : NONE;
    }

    /** Remembers it for the handlers of the request. */
    void remember(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Whether the request may name places on this computer: what a program of the user may and a page may not. */
    static boolean mayNamePlaces(Request request) {
        return switch (of(request)) {
            case COMMAND -> true;
            case OWNER -> request.getHeaders().contains(NO_PAGE_HEADER);
            case BROWSER, NONE -> false;
        };
    }
}
