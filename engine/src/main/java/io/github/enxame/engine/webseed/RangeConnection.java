package io.github.enxame.engine.webseed;

import io.github.enxame.engine.http.HostLookup;
import io.github.enxame.engine.http.HttpSockets;
import io.github.enxame.engine.http.InnerAddress;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.protocol.url.UrlParts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A connection to one web server that is kept between requests (RFC 9112). Blocks its thread; closed from any thread. */
final class RangeConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);
    private static final int READ_MILLIS = (int) TimeUnit.SECONDS.toMillis(20);
    private static final int BUFFER_LENGTH = 32 << 10;

    private final URI server;
    private final Socket socket;
    private final InputStream in;

    private RangeConnection(URI server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_LENGTH);
    }

    /**
     * Connects to the server of a URL.
     *
     * @param innerAllowed whether it may be in a private network: a stranger's torrent must not make us call services there
     * @param source where the connection leaves from
     */
    static RangeConnection open(URI url, boolean innerAllowed, SourceAddress source) throws IOException {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !HttpSockets.https(url)) {
            throw new WebSeedException("only http and https servers can be asked, not " + url.getScheme());
        }
        String host = UrlParts.host(url);
        if (host.isEmpty()) {
            throw new WebSeedException("its URL has no host name");
        }
        List<InetAddress> addresses = Arrays.stream(HostLookup.addresses(host))
                .filter(address -> !address.isMulticastAddress() && (innerAllowed || !InnerAddress.is(address)))
                .toList();
        if (addresses.isEmpty()) {
            throw new WebSeedException("it is inside a private network, where torrents may not lead by the settings");
        }
        return new RangeConnection(url, HttpSockets.connect(url, addresses, source, CONNECT_MILLIS, READ_MILLIS));
    }

    /** Whether a URL is on the same server. */
    boolean serves(URI url) {
        return server.getScheme().equalsIgnoreCase(url.getScheme())
                && HttpSockets.port(server) == HttpSockets.port(url)
                && UrlParts.host(server).equalsIgnoreCase(UrlParts.host(url));
    }

    /** Asks for some bytes of a file. */
    void ask(URI url, long from, long length, String userAgent) throws IOException {
        ask(url, "Range: bytes=" + from + "-" + (from + length - 1) + "\r\n", userAgent);
    }

    /** Asks for all of a file. */
    void askAll(URI url, String userAgent) throws IOException {
        ask(url, "", userAgent);
    }

    private void ask(URI url, String range, String userAgent) throws IOException {
        String head = "GET " + UrlParts.requestTarget(url) + " HTTP/1.1\r\nHost: " + UrlParts.hostHeader(url)
                + "\r\nUser-Agent: " + userAgent + "\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
                + HttpSockets.authorization(url) + range + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** The head of the next answer; its body is to be read next. */
    RangeAnswer answer() throws IOException {
        return RangeAnswer.read(in);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(RangeConnection.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "A connection to " + UrlParts.shown(server) + " did not close cleanly",
                            e);
        }
    }
}
