package io.github.enxame.tracker.http;

import io.github.enxame.tracker.swarm.Requester;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Tells from where a request comes. */
public final class Requesters {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final int MAX_IP_LENGTH = 45;

    private final boolean behindProxy;

    /**
     * Tells from where requests come.
     *
     * @param behindProxy whether all of them come through a proxy of ours, whose word about the source is then taken
     */
    public Requesters(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    Requester of(Request request) {
        InetAddress source = ip(request.getConnectionMetaData().getRemoteSocketAddress());
        InetAddress local = ip(request.getConnectionMetaData().getLocalSocketAddress());
        return new Requester(behindProxy ? forwarded(request, source) : source, local);
    }

    private static InetAddress ip(SocketAddress address) {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** The last address is what our own proxy saw; those before are anybody's words. */
    private static InetAddress forwarded(Request request, InetAddress proxy) {
        List<String> fields = request.getHeaders().getValuesList(FORWARDED);
        if (fields.isEmpty()) {
            return proxy;
        }
        String last = fields.getLast();
        InetAddress said = literal(last.substring(last.lastIndexOf(',') + 1).strip());
        return said == null ? proxy : said;
    }

    private static @Nullable InetAddress literal(String text) {
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
