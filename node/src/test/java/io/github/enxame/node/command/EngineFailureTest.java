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

class EngineFailureTest {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<Integer> codes = new ArrayList<>();

    @Test
    void anEngineThatIsOfNoUseEndsTheProgramWithAMessageAndACode() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        EngineFailure.watch(failure, new PrintStream(said, true, StandardCharsets.UTF_8), codes::add);
        assertThat(codes).isEmpty();
        failure.complete(new OutOfMemoryError("Java heap space"));
        assertThat(codes).containsExactly(3);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Java heap space")
                .contains("Start it again");
    }

    @Test
    void itEndsEvenWhereNobodyCanBeTold() {
        EngineFailure.watch(
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
