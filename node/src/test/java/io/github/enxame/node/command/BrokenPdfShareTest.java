package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.Enxame;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sharing goes on until the program is ended, so it runs in a process of its own here. */
@Timeout(60)
class BrokenPdfShareTest {
    @TempDir
    Path folder;

    @Test
    void a_pdf_that_cannot_be_read_is_shared_all_the_same_and_ending_it_is_success() throws Exception {
        byte[] broken = ("%PDF-1.7\n" + "no object, no table\n".repeat(3_000)).getBytes(StandardCharsets.US_ASCII);
        Path pdf = Files.write(folder.resolve("broken.pdf"), broken);
        Path errors = folder.resolve("errors.txt");
        try (TrackerServer tracker = TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("data")))) {
            Process share = new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Enxame.class.getName(),
                            "share",
                            "--alone",
                            "--state",
                            folder.resolve("state").toString(),
                            "--port",
                            "0",
                            "--tracker",
                            tracker.uri().toString(),
                            pdf.toString()))
                    .redirectError(errors.toFile())
                    .start();
            try (BufferedReader out = share.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.lines().anyMatch("seeding"::equals))
                        .as(() -> read(errors))
                        .isTrue();
                assertThat(tracker.torrentCount()).isEqualTo(1);
                assertThat(read(errors)).contains("broken.pdf", "sections are by size", "PDF is broken");
            } finally {
                share.destroy();
            }
            assertThat(share.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(share.exitValue()).isEqualTo(0);
            assertThat(pdf).hasBinaryContent(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
