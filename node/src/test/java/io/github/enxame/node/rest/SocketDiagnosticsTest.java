package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketDiagnosticsTest {
    private SocketDiagnostics diagnostics;

    @BeforeEach
    void open() throws IOException {
        Optional<SocketDiagnostics> ofSystem = SocketDiagnostics.ofSystem();
        assumeTrue(ofSystem.isPresent(), "needs Linux");
        diagnostics = ofSystem.get();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            assumeTrue(
                    find(client.getLocalSocketAddress(), client.getRemoteSocketAddress())
                            .isPresent(),
                    "needs a kernel with inet_diag");
        }
    }

    private Optional<SocketEntry> find(SocketAddress local, SocketAddress remote) {
        return diagnostics.find((InetSocketAddress) local, (InetSocketAddress) remote);
    }

    private void bothEndsAreFound(StandardProtocolFamily server, StandardProtocolFamily client, String host)
            throws IOException {
        SocketOwners owners = SocketOwners.ofSystem();
        try (ServerSocketChannel listener = ServerSocketChannel.open(server)) {
            String bound =
                    server == StandardProtocolFamily.INET6 && client == StandardProtocolFamily.INET ? "::" : host;
            listener.bind(new InetSocketAddress(InetAddress.getByName(bound), 0));
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            try (SocketChannel far = SocketChannel.open(client)) {
                far.connect(new InetSocketAddress(InetAddress.getByName(host), port));
                try (SocketChannel near = listener.accept()) {
                    Optional<SocketEntry> farEntry = find(near.getRemoteAddress(), near.getLocalAddress());
                    Optional<SocketEntry> nearEntry = find(near.getLocalAddress(), near.getRemoteAddress());
                    assertThat(farEntry).hasValueSatisfying(entry -> {
                        assertThat(entry.isHeld()).isTrue();
                        assertThat(owners.isSelf(entry.user())).isTrue();
                    });
                    assertThat(nearEntry).hasValueSatisfying(entry -> {
                        assertThat(entry.isHeld()).isTrue();
                        assertThat(entry.inode())
                                .isNotEqualTo(farEntry.orElseThrow().inode());
                    });
                }
            }
        }
    }

    @Test
    void both_ends_of_a_connection_of_ipv4_are_found() throws IOException {
        bothEndsAreFound(StandardProtocolFamily.INET, StandardProtocolFamily.INET, "127.0.0.1");
    }

    @Test
    void both_ends_of_a_connection_of_ipv6_are_found() throws IOException {
        bothEndsAreFound(StandardProtocolFamily.INET6, StandardProtocolFamily.INET6, "::1");
    }

    @Test
    void a_connection_of_ipv4_to_a_socket_for_both_families_is_found() throws IOException {
        bothEndsAreFound(StandardProtocolFamily.INET6, StandardProtocolFamily.INET, "127.0.0.1");
        bothEndsAreFound(StandardProtocolFamily.INET, StandardProtocolFamily.INET6, "127.0.0.1");
    }

    @Test
    void a_far_end_that_its_process_closed_proves_nothing() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Socket near;
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                near = server.accept();
                assertThat(client.isConnected()).isTrue();
            }
            try (near) {
                assertThat(near.getInputStream().read()).isEqualTo(-1);
                assertThat(find(near.getRemoteSocketAddress(), near.getLocalSocketAddress())
                                .filter(SocketEntry::isHeld))
                        .isEmpty();
            }
        }
    }

    @Test
    void who_listens_at_an_address_is_not_who_holds_a_connection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(find(server.getLocalSocketAddress(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
                    .isEmpty();
        }
    }

    @Test
    void an_answer_that_is_cut_off_proves_nothing() throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 1);
        for (int length : new int[] {0, 15, 16, 36, 87}) {
            assertThat(SocketDiagnostics.read(ByteBuffer.allocate(length), address, address))
                    .isEmpty();
        }
    }

    @Test
    void the_table_says_the_same_as_the_kernel() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket near = server.accept()) {
            InetSocketAddress local = (InetSocketAddress) near.getLocalSocketAddress();
            InetSocketAddress remote = (InetSocketAddress) near.getRemoteSocketAddress();
            assertThat(SocketOwners.in(Path.of("/proc")).owner(local, remote))
                    .isPresent()
                    .isEqualTo(SocketOwners.ofSystem().owner(local, remote));
            assertThat(client.isConnected()).isTrue();
        }
    }
}
