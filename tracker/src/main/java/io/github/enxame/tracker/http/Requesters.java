package io.github.enxame.tracker.http;

import io.github.enxame.tracker.AddressRanges;
import io.github.enxame.tracker.swarm.Requester;
import io.github.enxame.tracker.swarm.Requester.Standing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Tells from where a request comes, and what it may do. X-Forwarded-For counts only as far as trusted proxies wrote it, and
 * nothing that a browser sends changes anything: a web page of somebody else's makes its readers' browsers ask.
 */
public final class Requesters {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final int MAX_FORWARDED_HOPS = 16;
    private static final int MAX_IP_LENGTH = 45;

    private final AddressRanges proxies;
    private final AddressRanges trusted;

    /**
     * Tells from where requests come.
     *
     * @param proxies whose word about the source is taken
     * @param trusted who may announce another address than its own
     */
    public Requesters(AddressRanges proxies, AddressRanges trusted) {
        this.proxies = proxies;
        this.trusted = trusted;
    }

    Requester of(Request request) {
        InetAddress remote = ip(request.getConnectionMetaData().getRemoteSocketAddress());
        InetAddress local = ip(request.getConnectionMetaData().getLocalSocketAddress());
        InetAddress source = proxies.contains(remote) ? forwarded(request, remote) : remote;
        if (source == null) {
            return new Requester(remote, () -> local, Standing.READER);
        }
        Standing standing = byBrowser(request.getHeaders())
                ? Standing.READER
                : trusted.contains(source) ? Standing.TRUSTED : Standing.PEER;
        return new Requester(source, () -> local, standing);
    }

    private static InetAddress ip(SocketAddress address) {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Programs that are no browsers send none of these, or not both of the last two. */
    static boolean byBrowser(HttpFields headers) {
        for (HttpField header : headers) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith("sec-fetch-") || name.equals("origin") || name.equals("referer")) {
                return true;
            }
        }
        String agent = headers.get(HttpHeader.USER_AGENT);
        return agent != null && agent.startsWith("Mozilla/") && headers.contains(HttpHeader.ACCEPT_LANGUAGE);
    }

    /**
     * The last address that is none of our proxies is what the first of them saw; those before are anybody's words. Null when a
     * proxy wrote something else than an address.
     */
    private @Nullable InetAddress forwarded(Request request, InetAddress proxy) {
        List<String> hops = List.of(
                String.join(",", request.getHeaders().getValuesList(FORWARDED)).split(","));
        InetAddress source = proxy;
        int last = Math.max(0, hops.size() - MAX_FORWARDED_HOPS);
        for (int i = hops.size() - 1; i >= last && proxies.contains(source); i--) {
            String hop = hops.get(i).strip();
            if (hop.isEmpty()) {
                continue;
            }
            InetAddress named = literal(hop);
            if (named == null) {
                return null;
            }
            source = named;
        }
        return source;
    }

    /** An address as proxies write it: bare, in quotes, in brackets, with a port behind it. */
    static @Nullable InetAddress literal(String hop) {
        String text = hop.length() > 1 && hop.startsWith("\"") && hop.endsWith("\"")
                ? hop.substring(1, hop.length() - 1)
                : hop;
        int colon = text.indexOf(':');
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (colon >= 0 && colon == text.lastIndexOf(':')) {
            text = text.substring(0, colon);
        }
        if (text.isEmpty() || text.length() > MAX_IP_LENGTH || text.indexOf('%') >= 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
