package io.github.enxame.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code enxame} run in a process of its own, as a user runs it. */
final class Started implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;

    private Started(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** Starts a command with a state folder of its own. */
    static Started run(Path state, String... arguments) throws IOException {
        return run(state, List.of(), arguments);
    }

    /** The same in a process that may open so many files and sockets; only where there is a shell. */
    static Started runWithFiles(int most, Path state, String... arguments) throws IOException {
        return run(state, List.of("sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh"), arguments);
    }

    private static Started run(Path state, List<String> before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.github.enxame.node.Enxame"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        builder.environment().remove("ENXAME_TRACKER");
        return new Started(builder.start());
    }

    /** The process. */
    long pid() {
        return process.pid();
    }

    /** Reads lines until one starts like this, and returns it. */
    String line(String start) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("it ended without a line '" + start + "':\n" + seen);
    }

    /** Asks it to end, as Ctrl-C and a service's stop do, and returns its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
