package io.github.enxame.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetTest {
    private static final Path KEPT = Path.of("src/test/resources/kept");

    @ParameterizedTest
    @EnumSource
    void inputThatOnceBrokeAReaderIsReadOrRefused(Target target) throws IOException {
        for (Path input : kept(target)) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> target.attempt(bytes)).as("%s", input).doesNotThrowAnyException();
        }
    }

    private static List<Path> kept(Target target) throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.filter(file -> file.getFileName().toString().startsWith(target.name() + "-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreReadOrRefused(Target target) {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int round = i;
            assertThatCode(() -> target.attempt(bytes))
                    .as("input %d of seed 1", round)
                    .doesNotThrowAnyException();
        }
    }
}
