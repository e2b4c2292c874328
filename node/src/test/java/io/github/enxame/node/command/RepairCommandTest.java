package io.github.enxame.node.command;

import static io.github.enxame.node.command.Blamed.failed;
import static io.github.enxame.node.command.Blamed.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies that lie where a download should go: damaged, unfinished, whole already, or only named alike. */
@Timeout(60)
class RepairCommandTest {
    @TempDir
    Path folder;

    private Run get(Path torrent, Path into, String... more) {
        String[] start = {
            "get",
            "--alone",
            "--state",
            folder.toString(),
            torrent.toString(),
            "--into",
            into.toString(),
            "--port",
            "0",
            "--no-lsd"
        };
        String[] all = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Run.of(all);
    }

    @Test
    void what_verify_advises_puts_a_damaged_file_right() throws Exception {
        Path there = folder.resolve("there");
        Metainfo made = Swarms.content(there, "a.bin", 300_000, List.of());
        byte[] content = Files.readAllBytes(there.resolve("a.bin"));
        try (Engine seed = Swarms.seed(made, there)) {
            Metainfo metainfo = made.withPeers(List.of(Swarms.address(seed.address())));
            Path torrent = Files.write(folder.resolve("a.torrent"), metainfo.encode());
            byte[] damaged = content.clone();
            damaged[100_000]++;
            Path into = Files.createDirectory(folder.resolve("into"));
            Path file = Files.write(into.resolve("a.bin"), damaged);
            failed(words("get --repair"), "verify", torrent.toString(), into.toString());
            Run plain = get(torrent, into);
            assertThat(plain.exitCode()).isEqualTo(1);
            assertThat(plain.err()).contains("--repair", "it was not touched");
            assertThat(file).hasBinaryContent(damaged);
            Run repair = get(torrent, into, "--repair");
            assertThat(repair.exitCode()).as(repair.err()).isZero();
            assertThat(repair.out()).contains("Complete: " + file);
            assertThat(file).hasBinaryContent(content);
            assertThat(Run.of("verify", torrent.toString(), into.toString()).exitCode())
                    .isZero();
            Run again = get(torrent, into);
            assertThat(again.exitCode()).isZero();
            assertThat(again.out()).contains("Complete already: " + file);
        }
    }

    @Test
    void a_local_file_counts_as_a_torrent_by_its_name_or_by_what_it_is() throws Exception {
        Path document = Files.writeString(folder.resolve("thesis.md"), "# Thesis\n");
        assertThat(Finder.localFile(document.toString())).isNull();
        byte[] metainfo =
                Swarms.content(folder, "thesis.bin", 50_000, List.of()).encode();
        Path unnamed = Files.write(folder.resolve("no-ending"), metainfo);
        assertThat(Finder.localFile(unnamed.toString())).isEqualTo(unnamed);
        Path missing = folder.resolve("missing.torrent");
        assertThat(Finder.localFile(missing.toString())).isEqualTo(missing);
    }

    @Test
    void what_is_left_out_of_a_folder_is_said_and_shared_where_that_is_wanted() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("f/.config")).getParent();
        Files.writeString(shared.resolve("a.txt"), "a");
        Files.writeString(shared.resolve(".NET in depth.pdf"), "n");
        Files.writeString(shared.resolve(".config/c.txt"), "c");
        Files.createSymbolicLink(shared.resolve("link.txt"), Path.of("a.txt"));
        Files.createSymbolicLink(shared.resolve("loop"), shared);
        Path out = folder.resolve("x.torrent");
        Run create = Run.of("create", shared.toString(), "-o", out.toString());
        assertThat(create.exitCode()).isZero();
        assertThat(create.err()).contains("left out: 4 (2 hidden, 2 links)");
        Run all = Run.of(
                "create", shared.toString(), "--hidden", "--follow-links", "--force", "-o", out.toString(), "--json");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("link.txt", ".NET in depth.pdf", ".config/c.txt");
        assertThat(all.err()).contains("left out: 1 (1 links)");
        try (Engine engine = Swarms.engine()) {
            Metainfo metainfo = Metainfo.parse(Files.readAllBytes(out));
            engine.seed(metainfo, folder).completion().get(20, java.util.concurrent.TimeUnit.SECONDS);
        }
        Path hidden = Files.createDirectory(folder.resolve("g"));
        Files.writeString(hidden.resolve(".only"), "x");
        failed(words(hidden + " cannot be shared", "1 hidden", "--hidden"), "create", hidden.toString());
    }
}
