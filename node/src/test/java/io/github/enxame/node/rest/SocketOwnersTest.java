package io.github.enxame.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketOwnersTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 0x1B9E);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 0xD431);
    private static final String NEAR = row("0100007F:1B9E 0100007F:D431 01", 1000, 77);
    private static final String FAR = "0100007F:D431 0100007F:1B9E";

    @TempDir
    Path proc;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the tables here are of a little-endian machine");
        Files.createDirectories(proc.resolve("self/net"));
        Files.createDirectories(proc.resolve("sys/kernel"));
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
        Files.writeString(proc.resolve("sys/kernel/overflowuid"), "65534\n");
        tables("", "");
    }

    private static String row(String addresses, int user, int inode) {
        return "   5: " + addresses + " 00000000:00000000 00:00000000 00000000 " + user + "        0 " + inode
                + " 1 0000000000000000 20 4 30 10 -1\n";
    }

    private void tables(String tcp, String tcp6) throws IOException {
        Files.writeString(proc.resolve("self/net/tcp"), HEAD + tcp);
        Files.writeString(proc.resolve("self/net/tcp6"), HEAD + tcp6);
    }

    private OptionalLong owner() {
        return SocketOwners.in(proc).owner(SERVER, CLIENT);
    }

    @Test
    void the_user_of_the_far_end_is_found() throws IOException {
        tables(row("0100007F:D432 0100007F:1B9E 01", 7, 1) + NEAR + row(FAR + " 01", 1001, 78), "");
        assertThat(owner()).hasValue(1001);
    }

    @Test
    void a_socket_for_both_families_stands_in_the_other_table() throws IOException {
        tables(
                "",
                row("0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:1B9E 01", 1001, 78)
                        + row("0000000000000000FFFF00000100007F:1B9E 0000000000000000FFFF00000100007F:D431 01", 1, 9));
        assertThat(owner()).hasValue(1001);
        String six = "00000000000000000000000001000000";
        tables("", row(six + ":D431 " + six + ":1B9E 01", 1002, 78) + row(six + ":1B9E " + six + ":D431 01", 1, 9));
        assertThat(SocketOwners.in(proc)
                        .owner(new InetSocketAddress("::1", 0x1B9E), new InetSocketAddress("::1", 0xD431)))
                .hasValue(1002);
    }

    @Test
    void a_socket_that_nobody_holds_any_more_proves_nothing_though_it_is_shown_as_roots() throws IOException {
        tables(NEAR + row(FAR + " 06", 0, 0), "");
        assertThat(owner()).isEmpty();
        tables(NEAR + row(FAR + " 04", 0, 0), "");
        assertThat(owner()).isEmpty();
    }

    @Test
    void without_our_own_end_the_far_one_is_somebody_elses() throws IOException {
        tables(row(FAR + " 01", 1000, 78), "");
        assertThat(owner()).isEmpty();
        tables(row(FAR + " 01", 1000, 78) + row("0100007F:1B9E 0100007F:D431 03", 0, 0), "");
        assertThat(owner()).isEmpty();
    }

    @Test
    void the_user_and_the_administrator_are_let_in_and_nobody_else() {
        SocketOwners owners = SocketOwners.in(proc);
        assertThat(owners.isSelf(1000)).isTrue();
        assertThat(owners.isSelf(0)).isTrue();
        assertThat(owners.isSelf(1001)).isFalse();
        assertThat(owners.isSelf(65534)).isFalse();
    }

    @Test
    void a_daemon_whose_user_id_stands_for_all_unknown_ones_knows_no_owner() throws IOException {
        Files.writeString(proc.resolve("self/status"), "Uid:\t65534\t65534\t65534\t65534\n");
        tables(NEAR + row(FAR + " 01", 65534, 78), "");
        SocketOwners owners = SocketOwners.in(proc);
        assertThat(owners.owner(SERVER, CLIENT)).isEmpty();
        assertThat(owners.isSelf(65534)).isFalse();
        assertThat(owners.known()).isFalse();
    }

    @Test
    void without_the_tables_nothing_is_known() {
        SocketOwners owners = SocketOwners.in(proc.resolve("nothing"));
        assertThat(owners.known()).isFalse();
        assertThat(owners.owner(SERVER, CLIENT)).isEmpty();
        assertThat(owners.isSelf(0)).isFalse();
    }

    @Test
    void a_table_that_is_torn_proves_nothing() throws IOException {
        tables(NEAR + "   6: " + FAR + " 01 0:0\n", "");
        assertThat(owner()).isEmpty();
        tables(NEAR + row(FAR + " 01", 1000, 78).replace(" 1000 ", " xyz "), "");
        assertThat(owner()).isEmpty();
    }

    @Test
    void beyond_the_most_that_is_read_a_connection_is_somebody_elses() throws IOException {
        String others = row("0100007F:D432 0100007F:1B9E 06", 0, 0);
        String filler = others.repeat(SocketTables.MAX_TABLE_BYTES / others.length());
        tables(filler + NEAR + row(FAR + " 01", 1000, 78), "");
        assertThat(owner()).isEmpty();
        tables(filler.substring(10 * others.length()) + NEAR + row(FAR + " 01", 1000, 78), "");
        assertThat(owner()).hasValue(1000);
    }

    @Test
    void all_that_ask_at_once_are_answered_each_with_its_own() throws Exception {
        int count = 200;
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String port = "%04X".formatted(0x8000 + i);
            table.append(row("0100007F:" + port + " 0100007F:1B9E 01", 2000 + i, 100 + i));
            table.append(row("0100007F:1B9E 0100007F:" + port + " 01", 1000, 1000 + i));
        }
        tables(table.toString(), "");
        SocketOwners owners = SocketOwners.in(proc);
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OptionalLong>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                InetSocketAddress client = new InetSocketAddress("127.0.0.1", 0x8000 + i);
                answers.add(askers.submit(() -> owners.owner(SERVER, client)));
            }
            for (int i = 0; i < count; i++) {
                assertThat(answers.get(i).get()).hasValue(2000 + i);
            }
        }
    }

    @Test
    void a_connection_of_this_very_process_is_its_users() throws IOException {
        SocketOwners owners = SocketOwners.ofSystem();
        assumeTrue(owners.known(), "needs Linux's /proc");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            OptionalLong owner = owners.owner((InetSocketAddress) accepted.getLocalSocketAddress(), (InetSocketAddress)
                    accepted.getRemoteSocketAddress());
            assertThat(owner).isPresent();
            assertThat(owners.isSelf(owner.getAsLong())).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }
}
