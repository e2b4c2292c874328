package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Torrents that claim as much as their format can say, in a program with the heap that the launcher gives. */
@Timeout(240)
class HugeTorrentTest {
    private static final int MOST_MEBIBYTES = 64;

    @TempDir
    Path folder;

    /** What came of one: how much heap it keeps, and whether it is there or why not. */
    private record Result(int mebibytes, String outcome) {}

    @Test
    void eachIsRefusedOrTakesAtMost64MebibytesOfHeap() throws Exception {
        Map<String, Result> results = run();
        assertThat(results).hasSameSizeAs(HugeTorrents.CLAIMS);
        assertThat(results).allSatisfy((claim, result) -> {
            assertThat(result.mebibytes()).as(claim).isLessThanOrEqualTo(MOST_MEBIBYTES);
            assertThat(result.outcome()).as(claim).doesNotContain("OutOfMemory").doesNotContain("error of Enxame");
        });
        for (String served : List.of(
                "16 TB in pieces of 512 MiB",
                "1,000,000 pieces of 16 KiB",
                "200,000 files of 100 MB",
                "900,000 web seeds")) {
            assertThat(results.get(served).outcome()).as(served).doesNotStartWith("REFUSED");
        }
        assertThat(results.get("1 PB in 2,097,152 pieces").outcome()).startsWith("REFUSED");
        assertThat(results.get("2,097,152 pieces of 16 KiB").outcome())
                .startsWith("REFUSED")
                .contains("needs about")
                .contains("ENXAME_JAVA_OPTS=-Xmx");
        assertThat(results.get("1,000,000 files").outcome()).startsWith("REFUSED");
    }

    private Map<String, Result> run() throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeTorrents.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read(log)).isZero();
        Map<String, Result> results = new HashMap<>();
        for (String line : read(log).lines().toList()) {
            List<String> columns = List.of(line.split("\t", -1));
            if (columns.size() == 5) {
                results.put(columns.get(0), new Result(Integer.parseInt(columns.get(2)), columns.get(4)));
            }
        }
        return results;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
