package io.github.enxame.node.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells which user's process holds the other end of a connection inside this computer. Asks Linux for the one socket, or
 * reads its tables of sockets where it does not answer that. Knows nothing on other systems. Safe for use from any thread.
 */
final class SocketOwners {
    private static final long ROOT = 0;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Made when it is first asked: most commands never do. */
    private static final class Kernel {
        static final Optional<SocketDiagnostics> DIAGNOSTICS = SocketDiagnostics.ofSystem();
    }

    private final Path proc;
    private final OptionalLong self;
    private final Supplier<Optional<SocketDiagnostics>> diagnostics;
    private final SocketTables tables;
    /** Whether the kernel has found a socket once: only then does it mean anything that it finds none. */
    private volatile boolean diagnosticsWork;

    private SocketOwners(Path proc, OptionalLong self, Supplier<Optional<SocketDiagnostics>> diagnostics) {
        this.proc = proc;
        this.self = self;
        this.diagnostics = diagnostics;
        this.tables = new SocketTables(proc);
    }

    /** Those of this system. */
    static SocketOwners ofSystem() {
        return in(Path.of("/proc"), () -> Kernel.DIAGNOSTICS);
    }

    /**
     * Those that a folder laid out like {@code /proc} tells.
     *
     * <p>A user id that stands for all that cannot be told (user_namespaces(7)) is nobody's proof: a daemon that has it
     * itself knows no owner.
     */
    static SocketOwners in(Path proc) {
        return in(proc, Optional::empty);
    }

    private static SocketOwners in(Path proc, Supplier<Optional<SocketDiagnostics>> diagnostics) {
        OptionalLong self = number(proc.resolve("self/status"), "Uid:", 2);
        OptionalLong untold = number(proc.resolve("sys/kernel/overflowuid"), "", 0);
        return new SocketOwners(proc, self.equals(untold) ? OptionalLong.empty() : self, diagnostics);
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
        Optional<SocketDiagnostics> kernel = diagnostics.get();
        if (kernel.isPresent()) {
            Optional<SocketEntry> client = kernel.get().find(far, near).filter(SocketEntry::isHeld);
            boolean served =
                    kernel.get().find(near, far).filter(SocketEntry::isHeld).isPresent();
            diagnosticsWork |= served;
            if (diagnosticsWork) {
                return client.isPresent() && served
                        ? OptionalLong.of(client.get().user())
                        : OptionalLong.empty();
            }
        }
        return tables.owner(near, far);
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
