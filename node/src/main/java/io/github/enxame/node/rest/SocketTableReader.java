package io.github.enxame.node.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one of Linux's tables of sockets (proc(5)) for the lines of some connections. Lines with other ports are passed over
 * without an object for them.
 */
final class SocketTableReader {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;
    private static final int INODE = 9;
    private static final int PORT_DIGITS = 4;
    private static final int BUFFER_BYTES = 1 << 15;
    /** A longer line is none of the table's. */
    private static final int LINE_BYTES = 512;

    private final Set<String> wanted;
    private final BitSet localPorts = new BitSet();
    private final BitSet remotePorts = new BitSet();
    private final Map<String, SocketEntry> found = new HashMap<>();
    private final byte[] line = new byte[LINE_BYTES];
    private int length;

    /** A reader that looks for these {@link #pairs}. */
    SocketTableReader(Set<String> wanted) {
        this.wanted = wanted;
        for (String pair : wanted) {
            int blank = pair.indexOf(' ');
            localPorts.set(HexFormat.fromHexDigits(pair, blank - PORT_DIGITS, blank));
            remotePorts.set(HexFormat.fromHexDigits(pair, pair.length() - PORT_DIGITS, pair.length()));
        }
    }

    /** What was found until now, by its pair. */
    Map<String, SocketEntry> found() {
        return found;
    }

    /**
     * Reads a table until everything is found.
     *
     * @return whether it was that or the table's end that ended it, not {@code maxBytes}
     */
    boolean read(Path table, int maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        length = 0;
        try (InputStream in = Files.newInputStream(table)) {
            int left = maxBytes;
            for (int count; (count = in.read(buffer, 0, Math.min(buffer.length, left))) > 0; left -= count) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        takeLine();
                    } else if (length < LINE_BYTES) {
                        line[length++] = buffer[i];
                    }
                }
                if (found.size() == wanted.size()) {
                    return true;
                }
            }
            return left > 0;
        }
    }

    private void takeLine() {
        int end = length;
        length = 0;
        int number = indexOf(':', 0, end);
        int localEnd = indexOf(' ', number + 2, end);
        int remoteEnd = indexOf(' ', localEnd + 1, end);
        if (remoteEnd == end || localEnd - number <= PORT_DIGITS || remoteEnd - localEnd <= PORT_DIGITS) {
            return;
        }
        int localPort = port(localEnd);
        int remotePort = port(remoteEnd);
        if (localPort >= 0 && remotePort >= 0 && localPorts.get(localPort) && remotePorts.get(remotePort)) {
            takeFields(BLANKS.split(new String(line, 0, end, StandardCharsets.US_ASCII).strip()));
        }
    }

    private void takeFields(String[] fields) {
        String pair = fields[LOCAL] + " " + fields[REMOTE];
        if (fields.length > INODE && wanted.contains(pair)) {
            try {
                found.putIfAbsent(pair, new SocketEntry(Long.parseLong(fields[USER]), Long.parseLong(fields[INODE])));
            } catch (NumberFormatException e) {
                // A line that is torn proves nothing.
            }
        }
    }

    /** The place of a character from a place on; the line's end if it does not come. */
    private int indexOf(char character, int from, int end) {
        int at = Math.min(from, end);
        while (at < end && line[at] != character) {
            at++;
        }
        return at;
    }

    private int port(int end) {
        int port = 0;
        for (int i = end - PORT_DIGITS; i < end; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0) {
                return -1;
            }
            port = port << 4 | digit;
        }
        return port;
    }

    /** Both ends of a socket as a line may have them: a connection of IPv4 may be one of IPv6's sockets. */
    static List<String> pairs(InetSocketAddress local, InetSocketAddress remote) {
        if (local.getAddress() == null || remote.getAddress() == null) {
            return List.of();
        }
        String wide = written(local, true) + " " + written(remote, true);
        return isFour(local) && isFour(remote)
                ? List.of(written(local, false) + " " + written(remote, false), wide)
                : List.of(wide);
    }

    private static boolean isFour(InetSocketAddress address) {
        return address.getAddress().getAddress().length == 4;
    }

    /** An address as the tables write it: each 32 bits as a number of this machine, then the port. */
    private static String written(InetSocketAddress address, boolean wide) {
        ByteBuffer network = ByteBuffer.allocate(wide ? 16 : 4);
        if (wide && isFour(address)) {
            network.put(MAPPED_PREFIX);
        }
        network.put(address.getAddress().getAddress()).flip();
        StringBuilder text = new StringBuilder();
        while (network.hasRemaining()) {
            int word = network.getInt();
            text.append(HEX.toHexDigits(
                    ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word));
        }
        return text.append(':')
                .append(HEX.toHexDigits((short) address.getPort()))
                .toString();
    }
}
