package io.github.enxame.tracker.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DamagedCatalogueTest {
    @TempDir
    Path folder;

    private TrackerSettings settings() {
        return TrackerSettings.of("127.0.0.1", 0, folder);
    }

    private byte[] damaged(String how) throws Exception {
        TrackerServer.open(settings()).close();
        byte[] right = Files.readAllBytes(folder.resolve("catalogue.db"));
        return switch (how) {
            case "zeros" -> new byte[4096];
            case "empty" -> new byte[0];
            case "nearly empty" -> Arrays.copyOf(right, 50);
            case "cut" -> Arrays.copyOf(right, 100);
            case "half" -> Arrays.copyOf(right, right.length / 2 / 4096 * 4096);
            case "text" -> "this is no database\n".repeat(300).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case "no tables" -> {
                byte[] bytes = right.clone();
                // The schema's page has its header; its cells are gone.
                Arrays.fill(bytes, 100, 4096, (byte) 0);
                yield bytes;
            }
            default -> throw new AssertionError(how);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "nearly empty", "zeros", "cut", "half", "text", "no tables"})
    void aDamagedCatalogueIsKeptAsideAndANewOneTakesItsPlace(String how) throws Exception {
        byte[] bytes = damaged(how);
        Files.write(folder.resolve("catalogue.db"), bytes);
        TrackerException failure = null;
        try (TrackerServer _ = TrackerServer.open(settings())) {
            throw new AssertionError("a damaged catalogue was opened");
        } catch (TrackerException e) {
            failure = e;
        }
        assertThat(failure)
                .hasMessageContaining(folder.resolve("catalogue.db").toString())
                .hasMessageContaining("ove it");
        assertThat(folder.resolve("catalogue.db")).hasBinaryContent(bytes);
        Path aside = DamagedCatalogue.setAside(folder, failure).orElseThrow();
        assertThat(aside.getFileName().toString()).startsWith("catalogue.db.damaged-");
        assertThat(aside).hasBinaryContent(bytes);
        TrackerServer.open(settings()).close();
    }

    @Test
    void aCatalogueInUseIsNotDamaged() throws Exception {
        try (TrackerServer _ = TrackerServer.open(settings())) {
            assertThatThrownBy(() -> TrackerServer.open(settings()))
                    .isInstanceOf(TrackerException.class)
                    .satisfies(e ->
                            assertThat(DamagedCatalogue.setAside(folder, e)).isEqualTo(Optional.empty()));
            assertThat(folder.resolve("catalogue.db")).exists();
        }
    }
}
