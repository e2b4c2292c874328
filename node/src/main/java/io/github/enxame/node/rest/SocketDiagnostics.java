package io.github.enxame.node.rest;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Asks Linux about one TCP socket by its two addresses (netlink(7), sock_diag(7)). The kernel finds it in a hash table, so
 * that an answer takes microseconds however many sockets there are. Safe for use from any thread.
 */
final class SocketDiagnostics {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLM_F_REQUEST = 1;
    private static final byte IPPROTO_TCP = 6;
    private static final int NO_COOKIE = -1;

    private static final int HEADER_BYTES = 16;
    private static final int REQUEST_BYTES = HEADER_BYTES + 56;
    private static final int REPLY_BYTES = 4096;
    private static final int ADDRESS_BYTES = 16;
    /** States of a connection whose other side has accepted it and that a process may hold, by number (tcp(7)). */
    private static final int CONNECTED_STATES = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11;

    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT);

    private final MethodHandle socket = function(
            "socket",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private final MethodHandle send = function("send", TRANSFER);
    private final MethodHandle recv = function("recv", TRANSFER);
    private final MethodHandle close =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    @SuppressWarnings("restricted") // The program is started with --enable-native-access.
    private static MethodHandle function(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
    }

    /** Those of this system; empty where it is not Linux or lets no functions of its own be called. */
    static Optional<SocketDiagnostics> ofSystem() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SocketDiagnostics());
        } catch (RuntimeException | LinkageError e) {
            System.getLogger(SocketDiagnostics.class.getName())
                    .log(System.Logger.Level.DEBUG, "no functions of the system can be called: " + e);
            return Optional.empty();
        }
    }

    /** The socket of a connection at one of its ends; empty where there is none or the kernel does not tell. */
    Optional<SocketEntry> find(InetSocketAddress local, InetSocketAddress remote) {
        if (local.getAddress() == null || remote.getAddress() == null) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) socket.invokeExact(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
            if (file < 0) {
                return Optional.empty();
            }
            try {
                MemorySegment request = arena.allocate(REQUEST_BYTES, Integer.BYTES);
                write(request.asByteBuffer(), local, remote);
                MemorySegment reply = arena.allocate(REPLY_BYTES, Integer.BYTES);
                if ((long) send.invokeExact(file, request, (long) REQUEST_BYTES, 0) != REQUEST_BYTES) {
                    return Optional.empty();
                }
                // The kernel answers while it takes the request, and only the kernel may write here.
                long length = (long) recv.invokeExact(file, reply, (long) REPLY_BYTES, MSG_DONTWAIT);
                return read(reply.asByteBuffer().limit((int) Math.max(length, 0)), local, remote);
            } finally {
                int _ = (int) close.invokeExact(file);
            }
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A {@code nlmsghdr} and a {@code inet_diag_req_v2} for exactly one socket. */
    private static void write(ByteBuffer to, InetSocketAddress local, InetSocketAddress remote) {
        to.order(ByteOrder.nativeOrder())
                .putInt(REQUEST_BYTES)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(NLM_F_REQUEST)
                .putLong(0);
        boolean four = local.getAddress().getAddress().length == 4;
        to.put((byte) (four ? AF_INET : AF_INET6)).put(IPPROTO_TCP).putShort((short) 0);
        to.putInt(-1);
        to.order(ByteOrder.BIG_ENDIAN).putShort((short) local.getPort()).putShort((short) remote.getPort());
        int addresses = to.position();
        to.put(local.getAddress().getAddress());
        to.position(addresses + ADDRESS_BYTES).put(remote.getAddress().getAddress());
        to.position(addresses + 2 * ADDRESS_BYTES);
        to.order(ByteOrder.nativeOrder()).putInt(0).putInt(NO_COOKIE).putInt(NO_COOKIE);
    }

    /** A {@code inet_diag_msg}, if it is one of this very connection: in place of none, the kernel shows who listens there. */
    static Optional<SocketEntry> read(ByteBuffer reply, InetSocketAddress local, InetSocketAddress remote)
            throws UnknownHostException {
        reply.order(ByteOrder.nativeOrder());
        if (reply.limit() < HEADER_BYTES + 72 || reply.getShort(4) != SOCK_DIAG_BY_FAMILY) {
            return Optional.empty();
        }
        int family = reply.get(HEADER_BYTES);
        int state = reply.get(HEADER_BYTES + 1);
        if (state < 0
                || state >= Integer.SIZE
                || (CONNECTED_STATES >>> state & 1) == 0
                || !end(reply, family, 4, 8).equals(local)
                || !end(reply, family, 6, 24).equals(remote)) {
            return Optional.empty();
        }
        return Optional.of(new SocketEntry(
                Integer.toUnsignedLong(reply.getInt(HEADER_BYTES + 64)),
                Integer.toUnsignedLong(reply.getInt(HEADER_BYTES + 68))));
    }

    /** One end of the answer's connection; an IPv4 address in IPv6's form is the IPv4 address. */
    private static InetSocketAddress end(ByteBuffer reply, int family, int port, int address)
            throws UnknownHostException {
        byte[] bytes = new byte[family == AF_INET ? 4 : ADDRESS_BYTES];
        reply.get(HEADER_BYTES + address, bytes);
        short number = reply.duplicate().order(ByteOrder.BIG_ENDIAN).getShort(HEADER_BYTES + port);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), Short.toUnsignedInt(number));
    }
}
