package io.github.enxame.engine.http;

import io.github.enxame.protocol.url.UrlParts;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to addresses that were looked up and looked at before, so that no second look-up leads elsewhere. Plain sockets,
 * because loading the classes of the JDK's HTTP clients takes longer than a far server's reply. Blocks its thread.
 */
public final class HttpSockets {
    private HttpSockets() {}

    /** The port of an HTTP URL. */
    public static int port(URI url) {
        return UrlParts.port(url, https(url) ? 443 : 80);
    }

    /** Whether TLS is asked for. */
    public static boolean https(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** The bytes of a GET after whose answer the connection is closed; name and password of the URL are sent along. */
    public static byte[] get(URI url, String userAgent, String accept) {
        String head = "GET " + UrlParts.requestTarget(url) + " HTTP/1.1\r\nHost: " + UrlParts.hostHeader(url)
                + "\r\nUser-Agent: " + userAgent + "\r\nAccept: " + accept
                + "\r\nAccept-Encoding: identity\r\n" + authorization(url) + "Connection: close\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** The request's line that says who asks (RFC 7617); empty where the URL has no name. */
    public static String authorization(URI url) {
        return UrlParts.authorization(url)
                .map(credentials -> "Authorization: " + credentials + "\r\n")
                .orElse("");
    }

    /**
     * Takes the first address that accepts; a host with an address family that does not work here has another one. With TLS
     * where the URL asks for it, the certificate and its host name checked.
     *
     * @param source where the connection leaves from
     */
    public static Socket connect(
            URI url, Iterable<InetAddress> addresses, SourceAddress source, int connectMillis, int readMillis)
            throws IOException {
        IOException first = null;
        for (InetAddress address : addresses) {
            if (!source.reaches(address)) {
                first = first == null ? new NoRouteToHostException(source.refusal(address)) : first;
                continue;
            }
            Socket socket = new Socket();
            try {
                source.bind(socket);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(readMillis);
                socket.connect(new InetSocketAddress(address, port(url)), connectMillis);
                return secured(url, socket);
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException() : first;
    }

    private static Socket secured(URI url, Socket plain) throws IOException {
        if (!https(url)) {
            return plain;
        }
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, UrlParts.host(url), port(url), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /**
     * What went wrong and what to do, for people, as the rest of a sentence about the server.
     *
     * @param what what the server is: {@code tracker}, say
     */
    public static String explain(IOException e, URI at, String what) {
        return switch (e) {
            case UnknownHostException unknown ->
                "there is no host named " + UrlParts.host(at) + "; check the URL and the network connection";
            case SocketTimeoutException slow -> "it did not answer in time; it will be asked again";
            case ConnectException refused ->
                "nothing accepts connections there; check that the " + what + " is running";
            case NoRouteToHostException unrouted -> "there is no way to it; check the network connection";
            case SSLException insecure -> "its certificate or TLS is not acceptable (" + e.getMessage() + ")";
            default -> "the exchange failed (" + e.getMessage() + "); it will be asked again";
        };
    }
}
