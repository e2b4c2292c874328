package io.github.enxame.benchmarks;

import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages between peers and of trackers, read and written. One operation is one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 15);
    private final Message request = new Message.Request(17, 32_768, WireCodec.MAX_BLOCK);
    private final Message have = new Message.Have(4_711);
    private final Message block = new Message.Block(17, 32_768, ByteBuffer.allocate(WireCodec.MAX_BLOCK));
    private final ByteBuffer requestFrame = frame(request);
    private final ByteBuffer haveFrame = frame(have);

    private final byte[] trackerReply =
            ("d8:intervali1800e5:peers300:" + "p".repeat(300) + "e").getBytes(StandardCharsets.US_ASCII);

    private static ByteBuffer frame(Message message) {
        ByteBuffer frame = ByteBuffer.allocateDirect(WireCodec.encodedLength(message));
        WireCodec.encode(message, frame);
        return frame.flip().position(WireCodec.LENGTH_FIELD).slice();
    }

    /** Writes a request. */
    @Benchmark
    public ByteBuffer writeRequest() {
        WireCodec.encode(request, out.clear());
        return out;
    }

    /** Writes what goes before a block's bytes, as these leave from where they lie. */
    @Benchmark
    public ByteBuffer writeBlockHead() {
        WireCodec.encodeHead(block, out.clear());
        return out;
    }

    /** Reads a request. */
    @Benchmark
    public Message readRequest() throws WireException {
        return WireCodec.decode(requestFrame.duplicate());
    }

    /** Reads a have. */
    @Benchmark
    public Message readHave() throws WireException {
        return WireCodec.decode(haveFrame.duplicate());
    }

    /** Reads the bencode of a tracker's reply that names fifty peers. */
    @Benchmark
    public BValue readBencode() throws BencodeException {
        return Bencode.decode(trackerReply, BencodeLimits.MESSAGE);
    }
}
