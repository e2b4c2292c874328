package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentProofTest {
    @TempDir
    Path folder;

    private final FileDisk disk = new FileDisk();
    private final AtomicLong checked = new AtomicLong();

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    private CompletableFuture<ContentDigests> prove(Path file) {
        CompletableFuture<ContentDigests> result = new CompletableFuture<>();
        ContentProof.start(disk, file, new ContentProof.Outcome() {
            @Override
            public void checking(long bytes, long total) {
                checked.accumulateAndGet(bytes, Math::max);
            }

            @Override
            public void proven(ContentDigests digests) {
                result.complete(digests);
            }

            @Override
            public void failed(StoreException error) {
                result.completeExceptionally(error);
            }
        });
        return result.orTimeout(30, TimeUnit.SECONDS);
    }

    @Test
    void the_digests_are_those_of_the_whole_file() throws Exception {
        for (int length : new int[] {0, 1, 1 << 20, (3 << 20) + 17}) {
            byte[] bytes = TestTorrent.bytes(length, length);
            Path file = Files.write(folder.resolve("f" + length), bytes);
            ContentDigests digests = prove(file).get();
            assertThat(digests)
                    .isEqualTo(
                            new ContentDigests(length, hex("MD5", bytes), hex("SHA-1", bytes), hex("SHA-256", bytes)));
            assertThat(checked.get()).isEqualTo(length);
        }
    }

    private static String hex(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(PieceHashing.digest(algorithm).digest(bytes));
    }

    @Test
    void a_file_that_is_gone_is_named() {
        Path gone = folder.resolve("gone.pdf");
        assertThat(prove(gone))
                .completesExceptionallyWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class)
                .withMessageContaining(gone.toString());
    }
}
