package io.github.enxame.node.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the unit tests of the web interface's modules (src/test/js) under Node, where there is one. */
class WebModulesTest {
    private static final int OLDEST_NODE = 20;

    @Test
    void the_modules_of_the_web_interface_pass_their_own_tests() throws Exception {
        assumeTrue(nodeVersion() >= OLDEST_NODE, "needs node " + OLDEST_NODE + " or later on the PATH");

        Finished tests = run(List.of("node", "--test", "src/test/js/"));

        assertThat(tests.exitCode()).as(tests.output()).isZero();
        assertThat(tests.output()).contains("# fail 0").doesNotContain("# tests 0\n");
    }

    private static int nodeVersion() throws InterruptedException {
        try {
            String version = run(List.of("node", "--version")).output().strip();
            return Integer.parseInt(version.substring(1, version.indexOf('.')));
        } catch (IOException notThere) {
            return 0;
        }
    }

    private static Finished run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("").toAbsolutePath().toFile());
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Finished(process.waitFor(), output);
    }

    private record Finished(int exitCode, String output) {}
}
