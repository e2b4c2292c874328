package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TrackerFailureTest {
    @Test
    void a_tracker_that_does_not_serve_any_more_ends_the_program_with_a_message_and_a_code() {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<Integer> codes = new ArrayList<>();
        TrackerFailure.watch(failure, new PrintStream(said, true, StandardCharsets.UTF_8), codes::add);
        assertThat(codes).isEmpty();
        failure.complete(new OutOfMemoryError("Java heap space"));
        assertThat(codes).containsExactly(3);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("OutOfMemoryError: Java heap space")
                .contains("Start it again");
    }
}
