package io.github.enxame.node.command;

import static io.github.enxame.node.command.Blamed.failed;
import static io.github.enxame.node.command.Blamed.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.distance.Swarms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A .torrent that is damaged or means harm, given to each command that takes one. */
@Timeout(60)
class BadTorrentTest {
    private static final String ONE_PIECE = "12:piece lengthi16384e6:pieces20:" + "x".repeat(20);

    @TempDir
    Path folder;

    private String file(String name, String bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes.getBytes(StandardCharsets.ISO_8859_1))
                .toString();
    }

    private List<String[]> commandsFor(String torrent) {
        String here = folder.toString();
        return List.of(
                new String[] {"inspect", torrent},
                new String[] {"inspect", "--json", torrent},
                new String[] {"verify", torrent, here},
                new String[] {"seed", torrent, here, "--port", "0"},
                new String[] {"get", "--alone", "--state", here, torrent, "--into", here, "--port", "0"},
                new String[] {"distance", "--alone", torrent});
    }

    private void everyCommandRefuses(String torrent, String... why) throws IOException {
        List<Path> before = files();
        for (String[] command : commandsFor(torrent)) {
            Run run = failed(why, command);
            assertThat(run.err()).contains(torrent, "Ask whoever made this .torrent for a new one");
            assertThat(run.out()).isEmpty();
        }
        assertThat(files()).as("nothing is written").isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void a_truncated_torrent_is_named_with_the_place_where_it_ends() throws Exception {
        byte[] whole = Swarms.content(folder, "thesis.bin", 50_000, List.of()).encode();
        Path cut = Files.write(folder.resolve("cut.torrent"), Arrays.copyOf(whole, whole.length / 2));
        everyCommandRefuses(cut.toString(), "not a .torrent", "at byte");
    }

    @Test
    void a_v2_torrent_without_piece_layers_verifies_nothing() throws Exception {
        String torrent = file(
                "layers.torrent",
                "d4:infod9:file treed1:fd0:d6:lengthi49152e11:pieces root32:" + "r".repeat(32)
                        + "eee12:meta versioni2e4:name1:f12:piece lengthi16384eee");
        Files.write(folder.resolve("f"), new byte[49_152]);
        String here = folder.toString();
        String[] why = {"piece layers"};
        for (String[] command : List.of(
                new String[] {"verify", torrent, here},
                new String[] {"seed", torrent, here, "--port", "0"},
                new String[] {"get", "--alone", "--state", here, torrent, "--into", here, "--port", "0"})) {
            assertThat(failed(why, command).out()).isEmpty();
        }
    }

    @Test
    void an_empty_torrent_is_refused() throws Exception {
        everyCommandRefuses(file("empty.torrent", ""), "not a .torrent");
    }

    @Test
    void a_string_that_claims_more_than_there_is_is_refused() throws Exception {
        everyCommandRefuses(file("string.torrent", "d4:info999999999:x"), "not a .torrent");
    }

    @Test
    void a_file_that_claims_exabytes_is_refused_with_its_length() throws Exception {
        String torrent = file("huge.torrent", "d4:infod6:lengthi4611686018427387904e4:name1:x" + ONE_PIECE + "ee");
        everyCommandRefuses(torrent, "4611686018427387904");
    }

    @Test
    void pieces_for_another_length_are_refused() throws Exception {
        everyCommandRefuses(file("pieces.torrent", "d4:infod6:lengthi99999999e4:name1:x" + ONE_PIECE + "ee"), "piece");
    }

    @Test
    void two_hundred_thousand_lists_in_each_other_are_refused() throws Exception {
        everyCommandRefuses(file("deep.torrent", "d4:info" + "l".repeat(200_000)), "nested deeper");
    }

    @Test
    void a_path_that_leads_out_of_the_folder_is_kept_inside() throws Exception {
        String outside = "5:files" + "ld6:lengthi5e4:pathl2:..2:..7:escapedeee" + "4:name2:..";
        String torrent = file("out.torrent", "d4:infod" + outside + ONE_PIECE + "ee");
        Run shown = Run.of("inspect", "--json", torrent);
        assertThat(shown.exitCode()).as(shown.err()).isEqualTo(0);
        assertThat(shown.out()).doesNotContain("..");
        Path inner = Files.createDirectories(folder.resolve("a/b/c"));
        Files.writeString(folder.resolve("a/escaped"), "12345");
        Run verified = Run.of("verify", torrent, inner.toString());
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.out()).as("the file outside is not looked at").contains("missing");
    }

    @Test
    void a_torrent_that_is_not_there_or_is_a_folder_is_named() throws Exception {
        String missing = folder.resolve("missing.torrent").toString();
        for (String[] command : commandsFor(missing)) {
            failed(words(missing, "Check the path"), command);
        }
        String lost = folder.resolve("no/such/x.torrent").toString();
        failed(words("no folder " + folder.resolve("no"), "Check the path"), "inspect", lost);
        failed(words(folder.toString(), "Name a .torrent file"), "inspect", folder.toString());
    }
}
