package io.github.enxame.node.rest;

import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.LinkCode;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * Decides whether a request comes from the user who runs the daemon. Being able to connect proves nothing: every user of
 * this computer can. Commands send a secret from a file that only that user can read; a browser sends a cookie that it got
 * for a link; and where the system tells whose process holds a connection (Linux), the user's own need neither. Safe for
 * use from any thread.
 */
public final class AccessControl {
    private static final int SECRET_BYTES = 32;
    private static final String BEARER = "Bearer ";
    private static final String OWNER = AccessControl.class.getName() + ".owner";
    /** What a proxy adds: the connection is then the proxy's, whoever asked it. */
    private static final List<String> PROXY_HEADERS = List.of("forwarded", "via", "x-forwarded", "x-real-ip");

    private final String secret;
    private final SocketOwners owners;
    private final BrowserSessions sessions;

    AccessControl(SocketOwners owners, BrowserSessions sessions) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        this.owners = owners;
        this.sessions = sessions;
    }

    /** For a daemon with this state folder, with a new secret. */
    public static AccessControl open(StateFolder state) throws ProblemException {
        return new AccessControl(
                SocketOwners.ofSystem(), BrowserSessions.open(state.browserKey(), InstantSource.system()));
    }

    /** For a daemon that remembers nothing. */
    public static AccessControl temporary() {
        return new AccessControl(SocketOwners.ofSystem(), BrowserSessions.temporary(InstantSource.system()));
    }

    /** The secret by which commands prove themselves, to be kept where only the user can read it. */
    public String secret() {
        return secret;
    }

    /** A link by which one browser gets in, where the system does not tell on its own whose browser it is. */
    public Optional<String> linkIfNeeded(String url) {
        return owners.known() ? Optional.empty() : Optional.of(new LinkCode(newCode()).link(url));
    }

    String newCode() {
        return sessions.newCode();
    }

    void forgetBrowsers() throws ProblemException {
        sessions.forgetAll();
    }

    /** The value of a cookie for a code, if the code is good. */
    Optional<String> exchange(String code, Request request, ConnectionLimiter connections) {
        return sessions.exchange(code, owner(request, connections));
    }

    /** What a request proves. */
    Access of(Request request, ConnectionLimiter connections) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        bytes(secret),
                        bytes(authorization.substring(BEARER.length()).strip()))) {
            return Access.COMMAND;
        }
        OptionalLong owner = owner(request, connections);
        if (owner.isPresent() && owners.isSelf(owner.getAsLong())) {
            return Access.OWNER;
        }
        return cookies(request.getHeaders(), cookieName(request)).anyMatch(value -> sessions.accepts(value, owner))
                ? Access.BROWSER
                : Access.NONE;
    }

    /** Cookies of one host are sent to every port of it, so each daemon's has a name of its own. */
    static String cookieName(Request request) {
        return "enxame-"
                + (request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress near
                        ? near.getPort()
                        : 0);
    }

    private static Stream<String> cookies(HttpFields headers, String name) {
        return headers.getValuesList(HttpHeader.COOKIE).stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1));
    }

    /** Whose process sent a request; looked up once for each connection. */
    private OptionalLong owner(Request request, ConnectionLimiter connections) {
        if (isForwarded(request.getHeaders())) {
            return OptionalLong.empty();
        }
        ConnectionMetaData connection = request.getConnectionMetaData();
        if (connection.getAttribute(OWNER) instanceof OptionalLong known) {
            return known;
        }
        OptionalLong owner = connection.getLocalSocketAddress() instanceof InetSocketAddress near
                        && connection.getRemoteSocketAddress() instanceof InetSocketAddress far
                ? owners.owner(near, far)
                : OptionalLong.empty();
        // A port that one process closed and another took meanwhile shows as two connections.
        if (!connections.isOnlyOneFrom(connection.getRemoteSocketAddress())) {
            return OptionalLong.empty();
        }
        connection.setAttribute(OWNER, owner);
        return owner;
    }

    private static boolean isForwarded(HttpFields headers) {
        return headers.stream()
                .map(HttpField::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> PROXY_HEADERS.stream().anyMatch(name::startsWith));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
