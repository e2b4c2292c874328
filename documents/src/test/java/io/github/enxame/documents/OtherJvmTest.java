package io.github.enxame.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes and name give the same plan in a JVM with another locale, time zone, charset, hash order and home. */
@Timeout(300)
class OtherJvmTest {
    @TempDir
    private Path folder;

    @Test
    void another_jvm_makes_the_same_plans_and_leaves_nothing_in_its_home() throws IOException, InterruptedException {
        List<Path> files = documents();
        List<String> here = new ArrayList<>();
        for (Path file : files) {
            here.add(PlanDigest.of(file));
        }
        Path home = Files.createDirectory(folder.resolve("home"));
        assertThat(elsewhere(files, home)).isEqualTo(here);
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    private List<Path> documents() throws IOException {
        List<Path> files = new ArrayList<>();
        try (SamplePdf sample = SamplePdf.withChapters(6)) {
            sample.save(add(files, "headings.pdf"));
            sample.withOutline().saveClassic(add(files, "outline.pdf"));
        }
        Files.writeString(add(files, "a.md"), "# İçindekiler I\n\nx\n\n# Ímpar\n\ny\n\n# iii\n\nz\n");
        Files.writeString(add(files, "a.txt"), "CAPÍTULO I\n\nx\n\nCapitulo II\n\ny\n\nFIM\n\nz\n");
        for (String name : List.of("abntex2-modelo-trabalho-academico.pdf", "hgb-term-report.pdf")) {
            if (Files.exists(CorpusTest.CORPUS.resolve(name))) {
                files.add(CorpusTest.CORPUS.resolve(name));
            }
        }
        return files;
    }

    private Path add(List<Path> files, String name) {
        Path file = folder.resolve(name);
        files.add(file);
        return file;
    }

    private static List<String> elsewhere(List<Path> files, Path home) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Duser.home=" + home,
                "-Dfile.encoding=COMPAT",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PlanDigest.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
