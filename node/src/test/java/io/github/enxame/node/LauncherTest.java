package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in odd surroundings, with a program in the place of Java that tells how it was started. */
@Timeout(60)
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "LC_ALL=$LC_ALL"
            echo "umask=$(umask)"
            for part; do echo "argument=$part"; done
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path jdk;

    @BeforeEach
    void layOut() throws IOException {
        Path script = Path.of("..", "enxame");
        assumeTrue(
                Files.isExecutable(script) && Files.isExecutable(Path.of("/bin/bash")), "needs bash and the launcher");
        jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path java = Files.writeString(jdk.resolve("bin/java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = folder.resolve("my tool é'");
        Path kept = Files.createDirectories(home.resolve("target/launcher"));
        Files.copy(script, home.resolve("enxame"));
        Path jar = Files.writeString(kept.resolve("enxame.jar"), "jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        Files.writeString(kept.resolve("enxame.aot.for"), jdk + ":" + home.toRealPath() + "\n");
    }

    private String run(Map<String, String> environment, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out + "[" + process.waitFor() + "]";
    }

    private static final String START = "'my tool é'\\'''/enxame --version 'two words'";

    @Test
    void it_starts_java_with_what_it_was_given() throws Exception {
        assertThat(run(Map.of(), START))
                .contains("argument=-jar", "argument=--version", "argument=two words", "[0]")
                .contains("argument=" + home.toRealPath().resolve("target/launcher/enxame.jar"));
    }

    @Test
    void what_others_export_for_their_shells_does_not_mislead_it() throws Exception {
        for (Map<String, String> odd : List.of(
                Map.of("CDPATH", ".:/usr"),
                Map.of("SHELLOPTS", "braceexpand:errexit:noclobber:noglob"),
                Map.of("BASHOPTS", "failglob:nullglob:nocasematch"),
                Map.of("POSIXLY_CORRECT", "1"),
                Map.of("IFS", "x/"),
                Map.of("BASH_FUNC_cd%%", "() { echo elsewhere; }"),
                Map.of("TMPDIR", "/no/such/folder"),
                Map.of("GREP_OPTIONS", "--color=always"))) {
            assertThat(run(odd, START)).as(odd.toString()).contains("argument=two words", "[0]");
        }
    }

    @Test
    void file_names_are_utf8_whatever_locale_is_asked_for() throws Exception {
        for (Map<String, String> locale : List.of(
                Map.of("LC_CTYPE", "UTF-8"),
                Map.of("LC_ALL", "de_DE.UTF-8"),
                Map.of("LANG", "xx_YY.utf8"),
                Map.of("LC_ALL", "en_US.ISO-8859-1"),
                Map.of("LC_ALL", "POSIX"))) {
            assertThat(run(locale, START))
                    .as(locale.toString())
                    .contains("LC_ALL=C.UTF-8", "argument=-Dsun.jnu.encoding=UTF-8");
        }
    }

    @Test
    void the_users_mode_for_new_files_is_passed_on() throws Exception {
        assertThat(run(Map.of(), "umask 002; " + START)).contains("umask=0002");
        assertThat(run(Map.of(), "umask 077; " + START)).contains("umask=0077");
    }

    @Test
    void what_is_closed_is_not_the_number_of_a_file() throws Exception {
        Path java = jdk.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho lost || echo \"[kept from files]\" >&2\nexit 0\n");
        assertThat(run(Map.of(), START + " >&-")).contains("[kept from files]").doesNotContain("lost");
        assertThat(run(Map.of(), START + " 2>&-")).contains("lost").endsWith("[0]");
        assertThat(run(Map.of(), START + " <&-")).contains("lost").endsWith("[0]");
        assertThat(run(Map.of(), START + " <&- >&- 2>&-")).endsWith("[0]");
    }
}
