package io.github.enxame.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReportView;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way in processes of their own: tracker, share, get that goes on seeding, and a second get from it. */
@Timeout(120)
class ProcessesTest {
    private static final String TEXT =
            "# Um\n\n" + "palavra ".repeat(20_000) + "\n\n# Dois\n\n" + "outra ".repeat(9_000);

    @TempDir
    Path folder;

    private Started enxame(String name, String... arguments) throws Exception {
        return Started.run(folder.resolve(name), arguments);
    }

    @Test
    void a_file_goes_from_one_process_to_another_and_on_from_there() throws Exception {
        Path file = Files.writeString(folder.resolve("dois.md"), TEXT);
        Path data = folder.resolve("catalogue");
        try (Started tracker =
                enxame("t", "tracker", "--port", "0", "--bind", "127.0.0.1", "--data", data.toString())) {
            String url = tracker.line("Tracker at ").substring("Tracker at ".length());
            Path first = folder.resolve("first");
            Path report = folder.resolve("report.json");
            try (Started share = enxame("s", "share", file.toString(), "--tracker", url, "--port", "0", "--no-lsd");
                    Started get = enxameAfter(
                            share,
                            "g",
                            "get",
                            "dois.md",
                            "--into",
                            first.toString(),
                            "--seed",
                            "--report",
                            report.toString(),
                            "--tracker",
                            url,
                            "--port",
                            "0",
                            "--no-lsd")) {
                get.line("seeding");
                ReportView written = JsonText.read(Files.readString(report), ReportView.class);
                assertThat(written.hashes().match()).isTrue();
                assertThat(written.seconds().metainfo()).isPositive();
                assertThat(written.seconds().firstPeer())
                        .isLessThanOrEqualTo(written.seconds().firstByte());
                assertThat(written.seconds().complete())
                        .isLessThanOrEqualTo(written.seconds().verified());
                assertThat(written.peers()).hasSize(1);
                assertThat(share.end()).isEqualTo(0);

                Path second = folder.resolve("second");
                try (Started again = enxame(
                        "h",
                        "get",
                        "dois.md",
                        "--into",
                        second.toString(),
                        "--tracker",
                        url,
                        "--port",
                        "0",
                        "--no-lsd")) {
                    again.line("Complete: ");
                    assertThat(again.exitCode()).isEqualTo(0);
                    assertThat(second.resolve("dois.md")).hasContent(TEXT);
                }
                assertThat(get.end()).isEqualTo(0);
            }
            assertThat(first.resolve("dois.md")).hasContent(TEXT);
            assertThat(tracker.end()).isEqualTo(0);
        }
    }

    private Started enxameAfter(Started share, String name, String... arguments) throws Exception {
        share.line("seeding");
        return enxame(name, arguments);
    }

    @Test
    void a_download_that_nobody_has_waits_says_so_and_can_be_interrupted() throws Exception {
        Path file = Files.writeString(folder.resolve("um.txt"), "Só uma frase.");
        try (Started create = enxame(
                "c",
                "create",
                file.toString(),
                "-o",
                folder.resolve("um.torrent").toString())) {
            assertThat(create.exitCode()).isEqualTo(0);
        }
        Path into = folder.resolve("into");
        try (Started get = enxame(
                "g",
                "get",
                folder.resolve("um.torrent").toString(),
                "--into",
                into.toString(),
                "--port",
                "0",
                "--no-lsd")) {
            assertThat(get.line("Nobody who can be reached")).contains("Waiting for somebody");
            assertThat(get.end()).isEqualTo(130);
        }
        assertThat(into.resolve("um.txt")).doesNotExist();
    }

    @Test
    void a_node_starts_says_where_it_is_and_ends_when_asked() throws Exception {
        try (Started up = enxame("u", "up", "--web-port", "0", "--tracker-port", "0", "--port", "0", "--no-lsd")) {
            String url = up.line("Enxame is at ").substring("Enxame is at ".length());
            try (var in = URI.create(url + "/api/state").toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("\"embedded\":true");
            }
            assertThat(up.end()).isEqualTo(0);
        }
        assertThat(folder.resolve("u/enxame/daemon.json")).doesNotExist();
    }
}
