package io.github.enxame.benchmarks;

import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.ContentHashes;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SplittableRandom;
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

/** Hashing on one thread. One operation is 1 MiB, so that a thousand microseconds are about 1 GB/s; merkle trees say theirs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {
    private static final int LENGTH = 1 << 20;
    private static final int PIECE_LENGTH = 256 << 10;

    private final byte[] bytes = random(LENGTH);
    private final byte[] pieceLeaves = random(PIECE_LENGTH / Merkle.BLOCK_LENGTH * Merkle.HASH_LENGTH);
    private final byte[] fileLayer = random(1_000 * Merkle.HASH_LENGTH);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    private byte[] digest(String algorithm) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    /** What v1 pieces are hashed with. */
    @Benchmark
    public byte[] sha1() throws NoSuchAlgorithmException {
        return digest("SHA-1");
    }

    /** What v2 trees are hashed with. */
    @Benchmark
    public byte[] sha256() throws NoSuchAlgorithmException {
        return digest("SHA-256");
    }

    /** What people compare files with. */
    @Benchmark
    public byte[] md5() throws NoSuchAlgorithmException {
        return digest("MD5");
    }

    private ContentHashes all(MetainfoVersion version) {
        ContentHasher hasher = new ContentHasher(List.of((long) LENGTH), PIECE_LENGTH, version, true);
        hasher.update(bytes, 0, LENGTH);
        return hasher.finish();
    }

    /** All that a v1 torrent of a file carries: SHA-1 by piece, MD5 and SHA-256 of the whole, in one read. */
    @Benchmark
    public ContentHashes allOfV1() {
        return all(MetainfoVersion.V1);
    }

    /** All that a hybrid torrent of a file carries: SHA-1 by piece, the tree of SHA-256, MD5 of the whole, in one read. */
    @Benchmark
    public ContentHashes allOfHybrid() {
        return all(MetainfoVersion.HYBRID);
    }

    /** The root of a piece of 16 leaves. */
    @Benchmark
    public byte[] merkleOfPiece() {
        return Merkle.root(pieceLeaves, PIECE_LENGTH / Merkle.BLOCK_LENGTH);
    }

    /** The root of a file of a thousand pieces. */
    @Benchmark
    public byte[] merkleOfFile() {
        return Merkle.rootOfLayer(fileLayer, PIECE_LENGTH / Merkle.BLOCK_LENGTH);
    }
}
