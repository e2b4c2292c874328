package io.github.enxame.protocol.url;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of a URL that {@link LenientUrl} made. {@link URI#getHost} finds no host where a name has an underscore, and writes
 * an IPv6 zone in a form that no look-up takes.
 */
public final class UrlParts {
    private static final Pattern USER = Pattern.compile("://[^/?#\\s]*@");
    private static final Pattern USER_OF_REFUSED =
            Pattern.compile("(?s)(://|%2F%2F).*(@|%40)", Pattern.CASE_INSENSITIVE);

    private UrlParts() {}

    /** The host's name, or its address without brackets, with the zone after {@code %}; empty if there is none. */
    public static String host(URI url) {
        String hostPort = hostPort(url);
        if (hostPort.startsWith("[")) {
            String literal = hostPort.substring(1, Math.max(1, hostPort.indexOf(']')));
            return literal.replace("%25", "%");
        }
        int colon = hostPort.indexOf(':');
        return colon < 0 ? hostPort : hostPort.substring(0, colon);
    }

    /** The port that the URL names, or {@code standard} where it names none. */
    public static int port(URI url, int standard) {
        String hostPort = hostPort(url);
        String digits = hostPort.substring(hostPort.indexOf(':', Math.max(0, hostPort.lastIndexOf(']'))) + 1);
        boolean named = hostPort.indexOf(':', Math.max(0, hostPort.lastIndexOf(']'))) >= 0
                && !digits.isEmpty()
                && digits.length() <= 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return named ? Integer.parseInt(digits) : standard;
    }

    private static String hostPort(URI url) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Host and port as a request's {@code Host} has them, without an IPv6 zone (RFC 6874). */
    public static String hostHeader(URI url) {
        String host = host(url);
        int zone = host.indexOf('%');
        String bare = zone < 0 ? host : host.substring(0, zone);
        int port = port(url, -1);
        return (bare.indexOf(':') >= 0 ? "[" + bare + "]" : bare) + (port < 0 ? "" : ":" + port);
    }

    /** Path and query as a request line has them. */
    public static String requestTarget(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** What {@code Authorization} says for the name and password that stand before the host (RFC 7617). */
    public static Optional<String> authorization(URI url) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        String user = LenientUrl.decoded(authority.substring(0, at));
        String pair = user.indexOf(':') < 0 ? user + ":" : user;
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same URL without name and password. */
    public static URI withoutUser(URI url) {
        String authority = url.getRawAuthority();
        return authority == null || authority.indexOf('@') < 0
                ? url
                : URI.create(USER.matcher(url.toString()).replaceFirst("://"));
    }

    /** Whether two URLs lead to one server: same scheme, host and port. */
    public static boolean sameServer(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
                && host(one).equalsIgnoreCase(host(other))
                && port(one, -1) == port(other, -1);
    }

    /** The URL for people and logs: a name and password are hidden. */
    public static String shown(URI url) {
        return shown(url.toString());
    }

    /** A text in which the name and password of each URL are hidden. */
    public static String shown(String text) {
        return USER.matcher(text).replaceAll("://***@");
    }

    /** A text that was refused as a URL, so that nobody can say where a password in it ends: it is hidden up to the last {@code @}. */
    public static String shownRefused(String text) {
        return USER_OF_REFUSED.matcher(text).replaceFirst("://***@");
    }
}
