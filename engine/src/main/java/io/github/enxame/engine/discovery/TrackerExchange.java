package io.github.enxame.engine.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

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
    private final int maxLength;

    TrackerExchange(String userAgent, int maxLength) {
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
        boolean fromOutside = false;
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                InetAddress[] addresses = addresses(at);
                checkTarget(at, addresses[0], fromOutside);
                fromOutside |= !inner(addresses[0]);
                HttpAnswer answer = ask(at, addresses);
                String location = answer.redirect();
                if (location == null) {
                    return answer;
                }
                at = at.resolve(location);
            }
        } catch (IOException e) {
            throw new ExchangeException(explain(e, at), e);
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("its URL, or one it redirects to, is malformed", e);
        }
        throw new ExchangeException("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private static InetAddress[] addresses(URI url) throws UnknownHostException, ExchangeException {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !https(url)) {
            throw new ExchangeException("only http and https trackers can be asked, not " + url.getScheme());
        }
        if (url.getHost() == null) {
            throw new ExchangeException("its URL has no host name");
        }
        return InetAddress.getAllByName(url.getHost());
    }

    private static boolean https(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /**
     * A .torrent is a stranger's, and so is its tracker URL: it must not make us call any service of this machine, nor
     * lead from the internet into the local network.
     */
    private static void checkTarget(URI url, InetAddress address, boolean fromOutside) throws ExchangeException {
        if (address.isLoopbackAddress() && !announcePath(url.getRawPath())) {
            throw new ExchangeException("a tracker on this machine must have a path with a part named announce");
        }
        if (fromOutside && inner(address)) {
            throw new ExchangeException("it redirects into the local network, which is refused");
        }
    }

    private static boolean announcePath(@Nullable String path) {
        return path != null && path.toLowerCase(Locale.ROOT).contains("/announce");
    }

    private static boolean inner(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal(address.getAddress());
    }

    /** RFC 4193. */
    private static boolean uniqueLocal(byte[] address) {
        return address.length == 16 && (address[0] & 0xfe) == 0xfc;
    }

    private HttpAnswer ask(URI url, InetAddress[] addresses) throws IOException {
        try (Socket socket = secured(url, connect(addresses, port(url)))) {
            socket.getOutputStream().write(request(url));
            return new HttpAnswerReader(socket.getInputStream(), maxLength).read();
        }
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : https(url) ? 443 : 80;
    }

    /** Takes the first address that accepts; a host with an address family that does not work here has another one. */
    private static Socket connect(InetAddress[] addresses, int port) throws IOException {
        IOException first = null;
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(READ_MILLIS);
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException() : first;
    }

    /** TLS where the URL asks for it, with the certificate and its host name checked. */
    private static Socket secured(URI url, Socket plain) throws IOException {
        if (!https(url)) {
            return plain;
        }
        try {
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.getHost(), port(url), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private byte[] request(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getPort() >= 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
        String head = "GET " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent
                + "\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        return head.getBytes(StandardCharsets.UTF_8);
    }

    private static String explain(IOException e, URI at) {
        return switch (e) {
            case UnknownHostException unknown ->
                "there is no host named " + at.getHost() + "; check the URL and the network connection";
            case SocketTimeoutException slow -> "it did not answer in time; it will be asked again";
            case ConnectException refused -> "nothing accepts connections there; check that the tracker is running";
            case NoRouteToHostException unrouted -> "there is no way to it; check the network connection";
            case SSLException insecure -> "its certificate or TLS is not acceptable (" + e.getMessage() + ")";
            default -> "the exchange failed (" + e.getMessage() + "); it will be asked again";
        };
    }
}
