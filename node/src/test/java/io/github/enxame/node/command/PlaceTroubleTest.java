package io.github.enxame.node.command;

import static io.github.enxame.node.command.Blamed.failed;
import static io.github.enxame.node.command.Blamed.misused;
import static io.github.enxame.node.command.Blamed.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.enxame.node.distance.Swarms;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ports that are taken, files that are in the way or missing, places that may not be used. */
@Timeout(60)
class PlaceTroubleTest {
    @TempDir
    Path folder;

    private String file = "";
    private String torrent = "";
    private String here = "";

    @BeforeEach
    void write() throws IOException {
        byte[] metainfo =
                Swarms.content(folder, "thesis.bin", 50_000, List.of()).encode();
        file = folder.resolve("thesis.bin").toString();
        torrent = Files.write(folder.resolve("thesis.torrent"), metainfo).toString();
        here = folder.toString();
    }

    private String[] get(String into, String... more) {
        String[] start = {"get", "--alone", "--state", here, torrent, "--into", into};
        return joined(start, more);
    }

    @Test
    void a_way_to_encrypt_that_there_is_not_is_named_with_those_that_there_are() {
        for (String[] command : List.of(
                get(folder.resolve("in").toString(), "--encryption", "maybe"),
                new String[] {"seed", torrent, here, "--encryption", "maybe"})) {
            misused(words("maybe", "never, plain, preferred or required"), command);
        }
    }

    private static String[] joined(String[] start, String... more) {
        String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return all;
    }

    private List<String[]> commandsAt(String address, String port) {
        String[] place = {"--bind", address, "--port", port};
        return List.of(
                joined(new String[] {"tracker", "--data", folder.resolve("data").toString()}, place),
                joined(new String[] {"seed", torrent, here}, place),
                joined(new String[] {"share", "--alone", "--state", here, file}, place),
                get(folder.resolve("in").toString(), place));
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (ServerSocket taken = Swarms.silent()) {
            String port = Integer.toString(taken.getLocalPort());
            for (String[] command : commandsAt("127.0.0.1", port)) {
                failed(words("port " + port, "another program", "choose another port"), command);
            }
        }
    }

    @Test
    void an_address_of_another_computer_is_named() {
        for (String[] command : commandsAt("203.0.113.7", "0")) {
            failed(words("203.0.113.7", "hoose"), command);
        }
    }

    @Test
    void a_number_that_is_no_port_is_misuse() {
        for (String[] command : commandsAt("127.0.0.1", "99999")) {
            misused(words("99999 is no port", "1 to 65535"), command);
        }
    }

    @Test
    void a_different_file_with_the_same_name_is_named_and_stays_as_it_is() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path mine = Files.writeString(other.resolve("thesis.bin"), "something of my own");
        failed(
                words(mine.toString(), "it was not touched", "Move or rename it, or choose another folder"),
                get(other.toString(), "--port", "0"));
        failed(
                words(mine.toString(), "it was not touched", "make a new torrent"),
                "seed",
                torrent,
                other.toString(),
                "--port",
                "0");
        failed(
                words(other.toString(), "Nothing of it is right", "another folder"),
                "verify",
                torrent,
                other.toString());
        assertThat(mine).hasContent("something of my own");
        assertThat(other).isDirectoryContaining(path -> path.equals(mine));
    }

    @Test
    void downloading_into_a_file_is_refused_before_anything_is_asked() {
        failed(words(file + " is not a folder", "--into"), get(file, "--port", "0"));
    }

    @Test
    void content_that_is_not_there_is_named() {
        String nowhere = folder.resolve("nowhere").toString();
        failed(words(nowhere, "Name the folder that holds it"), "seed", torrent, nowhere, "--port", "0");
        failed(words(nowhere, "Check the path"), "verify", torrent, nowhere);
        failed(words(nowhere, "Check its name"), "create", nowhere);
        failed(words(nowhere, "Check its name"), "share", "--alone", "--state", here, nowhere, "--port", "0");
    }

    @Test
    void a_name_is_said_as_it_was_given() {
        failed(words("There is no no such file.pdf", "Check its name"), "create", "no such file.pdf");
    }

    @Test
    void an_empty_file_cannot_be_shared() throws Exception {
        String empty = Files.createFile(folder.resolve("empty.pdf")).toString();
        failed(words(empty, "Choose another file"), "create", empty);
        failed(words(empty, "Choose another file"), "share", "--alone", "--state", here, empty, "--port", "0");
    }

    @Test
    void a_torrent_that_is_there_already_is_not_replaced() throws Exception {
        byte[] before = Files.readAllBytes(Path.of(torrent));
        failed(words(torrent, "Move or rename it"), "create", file, "--comment", "new", "-o", torrent);
        assertThat(Path.of(torrent)).hasBinaryContent(before);
        assertThat(Run.of("create", file, "--comment", "new", "--force", "-o", torrent)
                        .exitCode())
                .isEqualTo(0);
        assertThat(Files.readString(Path.of(torrent), StandardCharsets.ISO_8859_1))
                .contains("3:new");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        Path lost = folder.resolve("no/such/x.torrent");
        failed(words("no folder " + folder.resolve("no")), "create", file, "-o", lost.toString());
    }

    @Test
    void a_torrent_carries_the_hashes_that_were_chosen() throws Exception {
        String out = folder.resolve("hashes.torrent").toString();
        for (String choice : List.of("--hybrid", "--v2")) {
            assertThat(Run.of("create", file, choice, "--force", "-o", out).exitCode())
                    .isZero();
            Metainfo made = Metainfo.parse(Files.readAllBytes(Path.of(out)));
            assertThat(made.infoHashV1().isPresent()).isEqualTo(choice.equals("--hybrid"));
            assertThat(made.infoHashV2()).isPresent();
            assertThat(Run.of("verify", out, file).exitCode()).isZero();
        }
        for (List<String> choice : List.of(List.<String>of(), List.of("--no-checksums"))) {
            List<String> create = new ArrayList<>(List.of("create", file, "--force", "-o", out));
            create.addAll(choice);
            assertThat(Run.of(create.toArray(String[]::new)).exitCode()).isZero();
            assertThat(Metainfo.parse(Files.readAllBytes(Path.of(out)))
                            .info()
                            .md5()
                            .isPresent())
                    .isEqualTo(choice.isEmpty());
        }
        assertThat(Run.of("create", file, "--hybrid", "--v2", "-o", out).exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_data_folder_that_is_a_file_is_named() {
        failed(words(file + " is a file", "--data"), "tracker", "--bind", "127.0.0.1", "--port", "0", "--data", file);
    }

    @Test
    void a_broken_pdf_gets_sections_by_size_and_the_reason_is_said() throws Exception {
        byte[] broken = ("%PDF-1.7\n" + "no object, no table\n".repeat(3_000)).getBytes(StandardCharsets.US_ASCII);
        Path pdf = Files.write(folder.resolve("broken.pdf"), broken);
        String out = folder.resolve("broken.torrent").toString();
        Run run = Run.of("create", pdf.toString(), "-o", out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(0);
        assertThat(run.err()).contains("sections are by size", "PDF is broken").doesNotContain("..");
        assertThat(Run.of("verify", out, pdf.toString()).exitCode()).isEqualTo(0);
    }

    @Test
    void a_place_without_permission_is_named() throws Exception {
        assumeFalse(
                Files.isWritable(Path.of("/")), "this user may write everywhere (root): nothing is forbidden to it");
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        failed(words(closed.toString(), "permission"), get(closed.toString(), "--port", "0"));
        Path secret = Files.writeString(folder.resolve("secret.txt"), "mine");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        failed(words(secret.toString(), "permission"), "create", secret.toString());
        failed(words(secret.toString(), "permission"), "inspect", secret.toString());
    }
}
