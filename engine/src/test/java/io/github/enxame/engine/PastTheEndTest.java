package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that end after the last byte, as libtorrent sends them for torrents that are v2 only; over real sockets. */
@Timeout(30)
class PastTheEndTest {
    private static final int BLOCK = 16384;
    private static final int LENGTH = 2 * BLOCK + 1000;
    private static final byte UNCHOKE = 1;
    private static final byte INTERESTED = 2;
    private static final byte REQUEST = 6;
    private static final byte PIECE = 7;

    @TempDir
    Path folder;

    private final byte[] content = new byte[LENGTH];

    private Metainfo torrent(MetainfoVersion version) throws IOException {
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("file.bin"), content);
        MetainfoBuilder builder = MetainfoBuilder.ofFile("file.bin", LENGTH)
                .pieceLength(2 * BLOCK)
                .version(version);
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(content));
        return builder.build(hasher.finish());
    }

    /** What a seed of the file sends to a peer that asks for {@code length} bytes of the last piece from {@code begin}. */
    private byte[] asked(MetainfoVersion version, int begin, int length) throws Exception {
        Metainfo metainfo = torrent(version);
        byte[] infoHash = metainfo.infoHash().truncated().bytes();
        try (Engine engine = TwoEngines.engine()) {
            engine.seed(metainfo, folder).completion().get();
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), engine.address().getPort())) {
                ByteBuffer hello = ByteBuffer.allocate(68 + 5);
                WireCodec.encode(Handshake.of(infoHash, new byte[20]), hello);
                socket.getOutputStream().write(hello.putInt(1).put(INTERESTED).array());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readFully(new byte[68]);
                next(in, UNCHOKE);
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(17)
                                .putInt(13)
                                .put(REQUEST)
                                .putInt(1)
                                .putInt(begin)
                                .putInt(length)
                                .array());
                byte[] block = next(in, PIECE);
                return Arrays.copyOfRange(block, 9, block.length);
            }
        }
    }

    private static byte[] next(DataInputStream in, byte kind) throws IOException {
        while (true) {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            if (frame.length > 0 && frame[0] == kind) {
                return frame;
            }
        }
    }

    private byte[] lastBlock(int length) {
        return Arrays.copyOf(Arrays.copyOfRange(content, 2 * BLOCK, LENGTH), length);
    }

    @Test
    void the_last_block_of_a_v2_torrent_is_filled_with_zeros_for_who_asks_for_all_of_it() throws Exception {
        assertThat(asked(MetainfoVersion.V2, 0, BLOCK)).isEqualTo(lastBlock(BLOCK));
        assertThat(asked(MetainfoVersion.V2, 0, 1000)).isEqualTo(lastBlock(1000));
    }

    @Test
    void what_begins_after_the_end_is_no_block() {
        assertThatThrownBy(() -> asked(MetainfoVersion.V2, BLOCK, BLOCK)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> asked(MetainfoVersion.V2, 16, 2 * BLOCK)).isInstanceOf(IOException.class);
    }

    @Test
    void a_torrent_with_v1_hashes_ends_with_its_content() {
        assertThatThrownBy(() -> asked(MetainfoVersion.HYBRID, 0, BLOCK)).isInstanceOf(IOException.class);
    }
}
