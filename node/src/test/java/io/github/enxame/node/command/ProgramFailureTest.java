package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramFailureTest {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<Integer> codes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aPartThatIsOfNoUseEndsTheProgramWithAMessageAndACode(ProgramFailure part) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        part.watch(failure, new PrintStream(said, true, StandardCharsets.UTF_8), codes::add);
        assertThat(codes).isEmpty();
        failure.complete(new OutOfMemoryError("Java heap space"));
        assertThat(codes).containsExactly(3);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("OutOfMemoryError: Java heap space")
                .contains("Start it again");
    }

    @Test
    void itEndsEvenWhereNobodyCanBeTold() {
        ProgramFailure.ENGINE.watch(
                failure,
                new PrintStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void println(String line) {
                        throw new OutOfMemoryError("no memory for a message");
                    }
                },
                codes::add);
        failure.complete(new IllegalStateException("a bug"));
        assertThat(codes).containsExactly(3);
    }
}
