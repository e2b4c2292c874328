package io.github.enxame.benchmarks;

import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.NewFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A .torrent, read. One operation is one file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetainfoBenchmark {
    private static final int FILE_LENGTH = 40_000;

    /** Files of the torrent; of one file it is a document, of many a folder. */
    @Param({"1", "1000"})
    public int files;

    /** Which hashes it carries. */
    @Param
    public MetainfoVersion version = MetainfoVersion.V1;

    private byte[] torrent = {};

    /** Makes the .torrent. */
    @Setup
    public void make() {
        List<NewFile> names = IntStream.range(0, files)
                .mapToObj(file -> new NewFile(List.of("chapter " + file % 10, "page " + file + ".txt"), FILE_LENGTH))
                .toList();
        MetainfoBuilder builder = files == 1
                ? MetainfoBuilder.ofFile("thesis.pdf", 50L * FILE_LENGTH)
                : MetainfoBuilder.ofFolder("thesis", names);
        builder.version(version);
        ContentHasher hasher = builder.hasher();
        byte[] bytes = new byte[files == 1 ? 50 * FILE_LENGTH : FILE_LENGTH];
        for (int file = 0; file < files; file++) {
            hasher.update(bytes, 0, bytes.length);
        }
        torrent = builder.build(hasher.finish()).encode();
    }

    /** Reads and checks a .torrent. */
    @Benchmark
    public Metainfo readTorrent() throws MetainfoException {
        return Metainfo.parse(torrent);
    }
}
