package io.github.enxame.engine;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A peer over a real socket that says what the test wants, in its words' order. */
final class SocketPeer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    /** Dials an engine on this machine; {@code number} makes its peer id. */
    SocketPeer(Engine engine, byte[] infoHash, int number) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), engine.address().getPort());
        in = new DataInputStream(socket.getInputStream());
        ByteBuffer hello = ByteBuffer.allocate(68);
        WireCodec.encode(Handshake.of(infoHash, SwarmRig.id(number)), hello);
        socket.getOutputStream().write(hello.array());
        in.readFully(new byte[68]);
    }

    void says(Message... messages) throws IOException {
        for (Message message : messages) {
            ByteBuffer frame = ByteBuffer.allocate(WireCodec.encodedLength(message));
            WireCodec.encode(message, frame);
            socket.getOutputStream().write(frame.array());
        }
    }

    /** The next message of this kind; others are passed over. */
    <T extends Message> T hears(Class<T> kind) throws IOException, WireException {
        while (true) {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            Message message = WireCodec.decode(ByteBuffer.wrap(frame));
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
