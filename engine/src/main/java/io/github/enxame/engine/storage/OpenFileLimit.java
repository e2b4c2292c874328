package io.github.enxame.engine.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many files and sockets the system lets this process open ({@code ulimit -n}). */
public final class OpenFileLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String NAME = "Max open files";

    /** What is supposed where the system does not tell. */
    private static final long SUPPOSED_LIMIT = 1024;

    private OpenFileLimit() {}

    /** The limit of this process; {@link Long#MAX_VALUE} where there is none. */
    public static long ofProcess() {
        try (Stream<String> lines = Files.lines(LIMITS)) {
            return lines.filter(line -> line.startsWith(NAME))
                    .map(line -> line.substring(NAME.length()).strip().split("\\s+", 2)[0])
                    .mapToLong(text -> text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text))
                    .findFirst()
                    .orElse(SUPPOSED_LIMIT);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return SUPPOSED_LIMIT;
        }
    }
}
