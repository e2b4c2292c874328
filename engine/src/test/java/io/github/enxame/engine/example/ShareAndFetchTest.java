package io.github.enxame.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShareAndFetchTest {
    @TempDir
    Path folder;

    @Test
    void theExampleFetchesWhatItShares() throws Exception {
        byte[] content = new byte[2_500_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("notes.pdf"), content);
        Path into = folder.resolve("into");

        ShareAndFetch.main(new String[] {file.toString(), into.toString()});

        assertThat(into.resolve("notes.pdf")).hasBinaryContent(content);
    }
}
