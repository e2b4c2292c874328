package io.github.enxame.engine.discovery;

import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.http.HttpAnswer;
import io.github.enxame.engine.http.HttpAnswerReader;
import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.engine.http.InnerAddress;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import io.github.enxame.protocol.url.UrlParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP GET to a tracker, redirects followed, the reply bounded. Blocks its thread. It is written on plain sockets because
 * the first announce of a program that was just started waits for the classes of whatever client it uses, and those of the
 * JDK's two clients take longer than a far tracker's reply.
 */
final class TrackerExchange {
    static final int CONNECT_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);
    static final int READ_MILLIS = (int) TimeUnit.SECONDS.toMillis(15);
    static final int MAX_REDIRECTS = 5;

    private final String userAgent;
    private final SourceAddress source;
    private final int maxLength;

    TrackerExchange(String userAgent, SourceAddress source, int maxLength) {
        this.source = source;
        this.userAgent = userAgent;
        this.maxLength = maxLength;
    }

    /** Fails with a sentence that says what happened and what to do, without naming the tracker. */
    static final class ExchangeException extends Exception {
        private static final long serialVersionUID = 1L;

        ExchangeException(String message) {
            super(message);
        }

        ExchangeException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    HttpAnswer get(URI url) throws ExchangeException {
        URI at = url;
        URI before = url;
        boolean fromOutside = false;
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                InetAddress[] addresses = addresses(at);
                for (InetAddress address : addresses) {
                    checkTarget(at, address, fromOutside, redirects > 0 && isSameServer(at, before));
                }
                fromOutside |= !Arrays.stream(addresses).allMatch(InnerAddress::is);
                HttpAnswer answer = ask(at, addresses);
                String location = answer.redirect();
                if (location == null) {
                    return answer;
                }
                before = at;
                at = LenientUrl.redirected(at, location);
            }
        } catch (IOException e) {
            throw new ExchangeException(HttpSockets.explain(e, at, "tracker"), e);
        } catch (UrlException e) {
            throw new ExchangeException("it redirects to what is no URL: " + e.getMessage(), e);
        }
        throw new ExchangeException("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private static InetAddress[] addresses(URI url) throws UnknownHostException, ExchangeException {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !HttpSockets.https(url)) {
            throw new ExchangeException("only http and https trackers can be asked, not " + url.getScheme());
        }
        String host = UrlParts.host(url);
        if (host.isEmpty()) {
            throw new ExchangeException("its URL has no host name");
        }
        return HostLookup.addresses(host);
    }

    /**
     * A .torrent is a stranger's, and so is its tracker URL: it must not make us call any service of this machine or of the
     * local network but a tracker, nor lead from the internet to there. A server may redirect within itself.
     */
    private static void checkTarget(URI url, InetAddress address, boolean fromOutside, boolean sameServer)
            throws ExchangeException {
        if (!InnerAddress.is(address)) {
            return;
        }
        if (fromOutside) {
            throw new ExchangeException("it redirects into the local network, which is refused");
        }
        String path = url.getRawPath();
        boolean thisMachine = InnerAddress.isThisMachine(address);
        boolean mustEnd = thisMachine && !sameServer;
        if (mustEnd ? !TrackerPath.ends(path) : !TrackerPath.contains(path)) {
            throw new ExchangeException("a tracker " + (thisMachine ? "on this machine" : "in the local network")
                    + " must have an address that ends with /announce");
        }
    }

    private static boolean isSameServer(URI one, URI other) {
        return HttpSockets.https(one) == HttpSockets.https(other)
                && HttpSockets.port(one) == HttpSockets.port(other)
                && UrlParts.host(one).equalsIgnoreCase(UrlParts.host(other));
    }

    private HttpAnswer ask(URI url, InetAddress[] addresses) throws IOException {
        try (Socket socket = HttpSockets.connect(url, List.of(addresses), source, CONNECT_MILLIS, READ_MILLIS)) {
            socket.getOutputStream().write(HttpSockets.get(url, userAgent, "*/*"));
            return new HttpAnswerReader(socket.getInputStream(), maxLength).read();
        }
    }
}
