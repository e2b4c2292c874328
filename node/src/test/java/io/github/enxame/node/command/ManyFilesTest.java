package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManyFilesTest {
    private static final int FILES = 5000;

    @TempDir
    Path folder;

    private String torrent = "";

    @BeforeEach
    void write() throws IOException {
        StringBuilder files = new StringBuilder();
        for (int i = 0; i < FILES; i++) {
            files.append("d6:lengthi1e4:pathl5:f%04dee".formatted(i));
        }
        String text =
                "d4:infod5:filesl" + files + "e4:name4:many12:piece lengthi16384e6:pieces20:" + "x".repeat(20) + "ee";
        torrent = Files.write(folder.resolve("many.torrent"), text.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    @Test
    void inspect_lists_the_first_files_and_says_how_many_more_there_are() {
        String out = Run.of("inspect", torrent).out();
        assertThat(out).contains("f1999\n", "… and 3,000 more").doesNotContain("f2000");
        assertThat(Run.of("inspect", "--json", torrent).out()).contains("f4999");
    }

    @Test
    void verify_tells_of_the_first_files_that_are_not_right() throws IOException {
        Files.createDirectories(folder.resolve("many"));
        Run run = Run.of("verify", torrent, folder.toString());
        assertThat(run.exitCode()).isEqualTo(CommandLines.FAILED);
        assertThat(run.out())
                .contains("f1999: missing", "… and 3,000 more", "0 of 5,000 files right")
                .doesNotContain("f2000");
    }
}
