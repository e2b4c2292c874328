package io.github.enxame.engine.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP GET to a tracker, redirects followed, the reply bounded. Blocks its thread. {@link HttpURLConnection} rather than
 * java.net.http: it is in java.base and loads in a fraction of the time, which the first announce of a short-lived program
 * waits for.
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

    /** An HTTP answer: its status and at most the allowed number of bytes of its body. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** The bytes themselves, not a copy. */
        byte[] body() {
            return body;
        }
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

    Answer get(URI url) throws ExchangeException {
        URI at = url;
        try {
            for (int redirects = 0; ; redirects++) {
                checkTarget(url, at);
                HttpURLConnection connection = connection(at);
                int status = connection.getResponseCode();
                String location = connection.getHeaderField("Location");
                if (!isRedirect(status) || location == null) {
                    return new Answer(status, body(connection, status));
                }
                connection.disconnect();
                if (redirects == MAX_REDIRECTS) {
                    throw new ExchangeException("it redirects more than " + MAX_REDIRECTS + " times");
                }
                at = at.resolve(location);
            }
        } catch (IOException e) {
            throw new ExchangeException(explain(e, at), e);
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("its URL, or one it redirects to, is malformed", e);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private HttpURLConnection connection(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", userAgent);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    /**
     * A .torrent is a stranger's, and so is its tracker URL: it must not make us call any service of this machine, nor
     * lead from the internet into the local network.
     */
    private static void checkTarget(URI first, URI now) throws ExchangeException, UnknownHostException {
        String scheme = now.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new ExchangeException("only http and https trackers can be asked, not " + scheme);
        }
        InetAddress address = address(now);
        if (address.isLoopbackAddress() && !announcePath(now.getRawPath())) {
            throw new ExchangeException("a tracker on this machine must have a path with a part named announce");
        }
        if (!now.equals(first) && inner(address) && !inner(address(first))) {
            throw new ExchangeException("it redirects into the local network, which is refused");
        }
    }

    private static InetAddress address(URI url) throws UnknownHostException, ExchangeException {
        String host = url.getHost();
        if (host == null) {
            throw new ExchangeException("its URL has no host name");
        }
        return InetAddress.getByName(host);
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

    private byte[] body(HttpURLConnection connection, int status) throws IOException, ExchangeException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            if (in == null) {
                return new byte[0];
            }
            byte[] body = in.readNBytes(maxLength + 1);
            if (body.length > maxLength) {
                throw new ExchangeException("its reply is longer than " + maxLength + " bytes");
            }
            return body;
        } finally {
            connection.disconnect();
        }
    }

    private static String explain(IOException e, URI at) {
        return switch (e) {
            case UnknownHostException unknown ->
                "there is no host named " + at.getHost() + "; check the URL and the network connection";
            case SocketTimeoutException slow -> "it did not answer in time; it will be asked again";
            case ConnectException refused -> "nothing accepts connections there; check that the tracker is running";
            case NoRouteToHostException unrouted -> "there is no way to it; check the network connection";
            case SSLException insecure -> "its certificate or TLS is not acceptable (" + e.getMessage() + ")";
            default -> "the connection broke (" + e.getMessage() + "); it will be asked again";
        };
    }
}
