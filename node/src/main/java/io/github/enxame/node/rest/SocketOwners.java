package io.github.enxame.node.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which user's process holds the other end of a connection inside this computer, by Linux's table of sockets
 * ({@code /proc/self/net/tcp}, proc(5)). Knows nothing on other systems. Safe for use from any thread.
 */
final class SocketOwners {
    /** Most lines of a table that are read. */
    static final int MAX_TABLE_LINES = 200_000;

    private static final long ROOT = 0;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;
    private static final int INODE = 9;

    /** A socket: the user it was opened by, and the number of its file; 0 for one that no process holds any more. */
    private record Row(long user, long inode) {
        boolean isHeld() {
            return inode != 0;
        }
    }

    private final Path proc;
    private final OptionalLong self;

    private SocketOwners(Path proc, OptionalLong self) {
        this.proc = proc;
        this.self = self;
    }

    /** Those of this system. */
    static SocketOwners ofSystem() {
        return in(Path.of("/proc"));
    }

    /**
     * Those that a folder laid out like {@code /proc} tells.
     *
     * <p>A user id that stands for all that cannot be told (user_namespaces(7)) is nobody's proof: a daemon that has it
     * itself knows no owner.
     */
    static SocketOwners in(Path proc) {
        OptionalLong self = number(proc.resolve("self/status"), "Uid:", 2);
        OptionalLong untold = number(proc.resolve("sys/kernel/overflowuid"), "", 0);
        return new SocketOwners(proc, self.equals(untold) ? OptionalLong.empty() : self);
    }

    /** Whether owners can be told here. */
    boolean known() {
        return self.isPresent() && Files.isReadable(proc.resolve("self/net/tcp"));
    }

    /** Whether a user is the one who runs this process, or the administrator, who may do everything anyway. */
    boolean isSelf(long user) {
        return self.isPresent() && (user == self.getAsLong() || user == ROOT);
    }

    /**
     * The user whose process holds the far end of a connection.
     *
     * <p>The far end is looked up first and the near end after it: as long as the near end is held, nobody else can have the
     * far end's address. A port that was closed, and taken by another process whose connection was accepted in between, must
     * be told by whoever keeps the connections.
     *
     * @param near our end
     * @param far the client's end
     * @return empty where it cannot be told
     */
    OptionalLong owner(InetSocketAddress near, InetSocketAddress far) {
        if (self.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Row> client = find(far, near).filter(Row::isHeld);
        if (client.isEmpty() || find(near, far).filter(Row::isHeld).isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(client.get().user());
    }

    /** A connection between two IPv4 addresses stands in the table of IPv6 where a program opened its socket for both. */
    private Optional<Row> find(InetSocketAddress local, InetSocketAddress remote) {
        return Stream.of("self/net/tcp", "self/net/tcp6")
                .map(proc::resolve)
                .flatMap(table -> find(table, local, remote).stream())
                .findFirst();
    }

    private static Optional<Row> find(Path table, InetSocketAddress local, InetSocketAddress remote) {
        boolean wide = table.endsWith("tcp6");
        String from = written(local, wide);
        String to = written(remote, wide);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            return lines.lines()
                    .limit(MAX_TABLE_LINES)
                    .filter(line -> line.contains(from))
                    .map(line -> BLANKS.split(line.strip()))
                    .filter(fields -> fields.length > INODE && fields[LOCAL].equals(from) && fields[REMOTE].equals(to))
                    .findFirst()
                    .map(fields -> new Row(Long.parseLong(fields[USER]), Long.parseLong(fields[INODE])));
        } catch (IOException | RuntimeException e) {
            System.getLogger(SocketOwners.class.getName())
                    .log(System.Logger.Level.DEBUG, table + " cannot be read: " + e);
            return Optional.empty();
        }
    }

    /** An address as the tables write it: each 32 bits as a number of this machine, then the port; empty if it cannot stand there. */
    private static String written(InetSocketAddress address, boolean wide) {
        InetAddress host = address.getAddress();
        if (host == null) {
            return "";
        }
        byte[] bytes = host.getAddress();
        if (!wide && bytes.length != 4) {
            return "";
        }
        ByteBuffer network = ByteBuffer.allocate(wide ? 16 : 4);
        if (wide && bytes.length == 4) {
            network.put(MAPPED_PREFIX);
        }
        network.put(bytes).flip();
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

    /** One number of a file: of the line that begins with {@code key}, the word at {@code place}. */
    private static OptionalLong number(Path file, String key, int place) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return lines.lines()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(BLANKS.split(line.strip())[place]))
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
