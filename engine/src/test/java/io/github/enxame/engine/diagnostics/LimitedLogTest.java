package io.github.enxame.engine.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitedLogTest {
    private final List<String> logged = new ArrayList<>();
    private boolean broken;

    private final System.Logger logger = new System.Logger() {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable error) {
            if (broken) {
                throw new OutOfMemoryError("no memory to log with");
            }
            logged.add(message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... arguments) {
            logged.add(format);
        }
    };

    @Test
    void aMillionMessagesAreTwentyFourLines() {
        LimitedLog log = new LimitedLog(logger);
        for (int i = 0; i < 1_000_000; i++) {
            log.log(System.Logger.Level.ERROR, () -> "it failed", new IllegalStateException("a bug"));
        }
        assertThat(logged).hasSize(8 + 16);
        assertThat(logged.getFirst()).isEqualTo("it failed");
        assertThat(logged.getLast()).isEqualTo("it failed (number 524288 of such messages)");
        assertThat(log.count()).isEqualTo(1_000_000);
    }

    @Test
    void aLogThatCannotBeWrittenHurtsNobody() {
        broken = true;
        LimitedLog log = new LimitedLog(logger);
        log.log(System.Logger.Level.ERROR, () -> "it failed", new OutOfMemoryError("Java heap space"));
        log.log(
                System.Logger.Level.ERROR,
                () -> {
                    throw new IllegalStateException("a bug in the message");
                },
                new OutOfMemoryError("Java heap space"));
        assertThat(logged).isEmpty();
    }
}
