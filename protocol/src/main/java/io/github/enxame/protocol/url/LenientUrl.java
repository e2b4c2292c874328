package io.github.enxame.protocol.url;

import io.github.enxame.protocol.url.UrlException.Reason;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads URLs as the field writes them. {@link URI} refuses what RFC 3986 forbids; trackers, web servers and people write it all
 * the same. Characters that may not stand in a URL are percent-encoded as UTF-8, a lone {@code %} too; what is encoded already
 * stays as it is, so that reading what was read changes nothing. Host names outside ASCII become their ASCII form (RFC 5891).
 * A host with an underscore is taken: {@link UrlParts} finds it, {@link URI#getHost} does not.
 */
public final class LenientUrl {
    /** Longest text that is read, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_PORT = 65_535;
    private static final String SUB_DELIMITERS = "!$&'()*+,;=";
    private static final String IN_USER = SUB_DELIMITERS + ":";
    private static final String IN_PATH = SUB_DELIMITERS + ":@/";
    /** Brackets are not allowed there by RFC 3986, but servers get them as they are from everybody. */
    private static final String IN_QUERY = IN_PATH + "?[]";

    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30})://(.*)", Pattern.DOTALL);
    /** An absolute URL that was encoded as a whole, as it stands in another URL's query. */
    private static final Pattern ENCODED =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,30}(%(25)?3A|:)%(25)?2F%(25)?2F.*", Pattern.CASE_INSENSITIVE);

    private LenientUrl() {}

    /**
     * The URL that {@code text} is.
     *
     * @throws UrlException when it has no scheme or no host, or one of its parts cannot be used
     */
    public static URI parse(String text) throws UrlException {
        return parse(text, true);
    }

    /**
     * The URL that {@code text} is, in which {@code #} begins no fragment but is a part of a name: who writes the URL of a file
     * by hand does not encode it.
     *
     * @throws UrlException as {@link #parse}
     */
    public static URI parseFile(String text) throws UrlException {
        return parse(text, false);
    }

    private static URI parse(String text, boolean fragments) throws UrlException {
        String given = trimmed(text);
        if (given.length() > MAX_LENGTH) {
            throw new UrlException(Reason.TOO_LONG);
        }
        for (int times = 0; times < 2 && ENCODED.matcher(given).matches(); times++) {
            given = trimmed(decoded(given));
        }
        var absolute = ABSOLUTE.matcher(given);
        if (!absolute.matches()) {
            throw new UrlException(Reason.NO_SCHEME);
        }
        String rest = absolute.group(2);
        int end = firstOf(rest, "/?#");
        String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
        String tail = rest.substring(end);
        // A name begins with a slash; encoded without one, it would be a part of the host.
        String slash = !fragments && tail.startsWith("#") ? "/" : "";
        return uri(scheme + "://" + authority(rest.substring(0, end)) + slash + encodedTail(tail, fragments));
    }

    /**
     * Where a redirect leads (RFC 9110, 10.2.2).
     *
     * @param base the URL that was asked for
     * @param reference what {@code Location} says: a URL, or the end of one
     * @throws UrlException when it leads to no URL
     */
    public static URI resolve(URI base, String reference) throws UrlException {
        String given = trimmed(reference);
        if (given.length() > MAX_LENGTH) {
            throw new UrlException(Reason.TOO_LONG);
        }
        if (ABSOLUTE.matcher(given).matches()) {
            return parse(given, true);
        }
        if (given.startsWith("//")) {
            return parse(base.getScheme() + ":" + given, true);
        }
        String path = base.getRawPath() == null || base.getRawPath().isEmpty() ? "/" : base.getRawPath();
        String start = base.getScheme() + "://" + base.getRawAuthority();
        String tail = encodedTail(given, true);
        if (tail.isEmpty() || tail.startsWith("?") || tail.startsWith("#")) {
            return uri(start + path + tail);
        }
        String whole = tail.startsWith("/") ? tail : path.substring(0, path.lastIndexOf('/') + 1) + tail;
        URI found = uri(start + whole);
        return whole.contains("/.") ? found.normalize() : found;
    }

    /**
     * Where to ask after a redirect. The same server is told again the name and password that the URL had; another one is
     * not.
     *
     * @throws UrlException as {@link #resolve}
     */
    public static URI redirected(URI from, String location) throws UrlException {
        URI to = resolve(UrlParts.withoutUser(from), location);
        String authority = from.getRawAuthority() == null ? "" : from.getRawAuthority();
        int at = authority.lastIndexOf('@');
        boolean told = at > 0
                && UrlParts.sameServer(from, to)
                && UrlParts.authorization(to).isEmpty();
        return told
                ? uri(to.getScheme() + "://" + authority.substring(0, at + 1)
                        + to.toString().substring(to.getScheme().length() + 3))
                : to;
    }

    /** The text that a URL's bytes are: UTF-8, or else each byte outside ASCII percent-encoded as it stands. */
    public static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            StringBuilder out = new StringBuilder(bytes.length + 16);
            for (byte b : bytes) {
                if (b >= 0) {
                    out.append((char) b);
                } else {
                    appendEncoded(out, b);
                }
            }
            return out.toString();
        }
    }

    /** Without white space and control characters around it, a byte order mark included. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == 0x7f || c == 0xfeff || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static int firstOf(String text, String characters) {
        int end = 0;
        while (end < text.length() && characters.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String authority(String text) throws UrlException {
        int at = text.lastIndexOf('@');
        String user = at < 0 ? "" : encoded(text.substring(0, at), IN_USER) + "@";
        String hostPort = text.substring(at + 1);
        int bracket = hostPort.lastIndexOf(']');
        int colon = hostPort.indexOf(':', Math.max(0, bracket));
        if (bracket < 0 && colon != hostPort.lastIndexOf(':')) {
            throw new UrlException(Reason.BAD_ADDRESS);
        }
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        String port = colon < 0 ? "" : port(trimmed(hostPort.substring(colon + 1)));
        return user + (host.startsWith("[") ? literal(host) : name(trimmed(host))) + port;
    }

    private static String port(String text) throws UrlException {
        if (text.isEmpty()) {
            return "";
        }
        boolean digits = text.length() <= 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : -1;
        if (port < 1 || port > MAX_PORT) {
            throw new UrlException(Reason.BAD_PORT);
        }
        return ":" + port;
    }

    /** An IPv6 address in brackets; the zone after it may be written with {@code %} or {@code %25} (RFC 6874). */
    private static String literal(String bracketed) throws UrlException {
        String inside = bracketed.endsWith("]") ? bracketed.substring(1, bracketed.length() - 1) : "";
        int percent = inside.indexOf('%');
        String address = percent < 0 ? inside : inside.substring(0, percent);
        String zone = percent < 0 ? "" : inside.substring(percent + 1);
        zone = zone.startsWith("25") && zone.length() > 2 ? zone.substring(2) : zone;
        boolean plain = zone.length() <= 32
                && zone.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.'));
        if (address.indexOf(':') < 0 || !plain || !isAddress(address)) {
            throw new UrlException(Reason.BAD_ADDRESS);
        }
        return "[" + address + (zone.isEmpty() ? "" : "%25" + zone) + "]";
    }

    private static boolean isAddress(String literal) {
        try {
            return !InetAddress.ofLiteral(literal).getHostAddress().isEmpty();
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static String name(String written) throws UrlException {
        String host = written.indexOf('%') < 0 ? written : trimmed(decoded(written));
        if (host.isEmpty()) {
            throw new UrlException(Reason.NO_HOST);
        }
        String ascii;
        try {
            ascii = host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unusable) {
            throw new UrlException(Reason.BAD_HOST);
        }
        if (ascii.length() > MAX_HOST_LENGTH || !ascii.chars().allMatch(LenientUrl::mayBeInHost)) {
            throw new UrlException(Reason.BAD_HOST);
        }
        return ascii;
    }

    private static boolean mayBeInHost(int c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
    }

    private static String encodedTail(String text, boolean fragments) {
        int hash = fragments ? text.indexOf('#') : -1;
        String fragment = hash < 0 ? "" : "#" + encoded(text.substring(hash + 1), IN_QUERY);
        String before = hash < 0 ? text : text.substring(0, hash);
        int mark = before.indexOf('?');
        String query = mark < 0 ? "" : "?" + encoded(before.substring(mark + 1), IN_QUERY);
        return encoded(mark < 0 ? before : before.substring(0, mark), IN_PATH) + query + fragment;
    }

    private static String encoded(String text, String allowed) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean kept = isLetterOrDigit(c)
                    || "-._~".indexOf(c) >= 0
                    || allowed.indexOf(c) >= 0
                    || (c == '%' && isEscape(text, i));
            if (kept) {
                out.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    appendEncoded(out, b);
                }
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length() && hexDigit(text.charAt(at + 1)) >= 0 && hexDigit(text.charAt(at + 2)) >= 0;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static void appendEncoded(StringBuilder out, byte b) {
        out.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
    }

    /**
     * The text that percent-encoding stands for, read as UTF-8; bytes that are none stay encoded as they are, as does a
     * {@code %} without two digits after it. {@code +} stays {@code +}.
     */
    public static String decoded(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%' && isEscape(text, i)) {
                bytes[length++] = (byte) (hexDigit(text.charAt(i + 1)) << 4 | hexDigit(text.charAt(i + 2)));
                i += 3;
            } else {
                int c = text.codePointAt(i);
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    bytes[length++] = b;
                }
                i += Character.charCount(c);
            }
        }
        return text(Arrays.copyOf(bytes, length));
    }

    private static URI uri(String text) throws UrlException {
        try {
            return new URI(text);
        } catch (URISyntaxException unusable) {
            throw new UrlException(Reason.MALFORMED);
        }
    }
}
