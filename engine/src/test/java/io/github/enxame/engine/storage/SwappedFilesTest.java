package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may write into the folder of a download swaps something for a link or a pipe while it comes. */
@Timeout(60)
class SwappedFilesTest {
    @TempDir
    Path folder;

    private final FileDisk disk = new FileDisk();
    private Path outside = Path.of("");
    private Path into = Path.of("");

    @BeforeEach
    void make() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        into = Files.createDirectory(folder.resolve("into"));
    }

    @AfterEach
    void closeDisk() {
        disk.close();
    }

    /** What somebody does to the unfinished file or folder. */
    private interface Mischief {
        void to(Path part) throws Exception;
    }

    private void downloadWith(TestTorrent torrent, Mischief mischief) throws Exception {
        try (Rig rig = new Rig(torrent, into, disk)) {
            rig.opened();
            List<int[]> blocks = torrent.blocks(new BitSet());
            blocks.subList(0, blocks.size() / 2).forEach(block -> rig.write(block[0], block[1]));
            rig.heard.awaitVerified(1);
            mischief.to(into.resolve(torrent.name() + ".part"));
            blocks.subList(blocks.size() / 2, blocks.size()).forEach(block -> rig.write(block[0], block[1]));
            StoreException error = rig.failed();
            assertThat(error).hasMessageContaining(into.toString());
            assertThat(rig.heard.finished).isNotDone();
        }
        assertThat(Files.exists(into.resolve(torrent.name()), LinkOption.NOFOLLOW_LINKS))
                .as("nothing is finished")
                .isFalse();
        assertThat(outside).as("nothing is written outside").isEmptyDirectory();
    }

    private static TestTorrent manyFiles() {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            files.put("sub/f" + i, TestTorrent.bytes(i, 2_000));
        }
        return TestTorrent.folder(Kind.V1, "many", 16 << 10, files);
    }

    private static void deleteAll(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void a_file_that_becomes_a_link_is_not_finished() throws Exception {
        downloadWith(TestTorrent.document(Kind.V1), part -> {
            Files.move(part, part.resolveSibling("old"));
            Files.createSymbolicLink(part, outside.resolve("stolen"));
        });
    }

    @Test
    void a_file_that_becomes_a_pipe_is_not_finished_and_holds_no_thread() throws Exception {
        downloadWith(TestTorrent.document(Kind.V1), part -> {
            Files.delete(part);
            assertThat(new ProcessBuilder("mkfifo", part.toString()).start().waitFor())
                    .isZero();
        });
    }

    @Test
    void a_file_that_is_deleted_or_cut_is_not_finished() throws Exception {
        downloadWith(TestTorrent.document(Kind.V1), Files::delete);
        deleteAll(into);
        Files.createDirectory(into);
        downloadWith(TestTorrent.document(Kind.V1), part -> Files.write(part, new byte[0]));
        try (Rig rig = new Rig(TestTorrent.document(Kind.V1), into, disk)) {
            rig.complete(1);
        }
        assertThat(into.resolve("thesis.pdf"))
                .hasBinaryContent(TestTorrent.document(Kind.V1).space());
    }

    @Test
    void a_folder_that_becomes_a_link_leads_nowhere() throws Exception {
        downloadWith(manyFiles(), part -> {
            Files.move(part.resolve("sub"), part.resolve("old"));
            Files.createSymbolicLink(part.resolve("sub"), outside);
        });
        deleteAll(into);
        Files.createDirectory(into);
        downloadWith(manyFiles(), part -> {
            Files.move(part, part.resolveSibling("old"));
            Files.createSymbolicLink(part, outside);
        });
    }

    @Test
    void a_folder_that_is_deleted_is_not_made_again_as_if_all_were_there() throws Exception {
        downloadWith(manyFiles(), SwappedFilesTest::deleteAll);
    }

    @Test
    void a_link_on_the_way_or_at_the_end_is_not_opened() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(into.resolve("folder"), outside);
        Files.createSymbolicLink(into.resolve("file"), secret);
        for (String name : List.of("folder/secret", "file")) {
            for (Disk.Use use : Disk.Use.values()) {
                assertThat(catching(into.resolve(name), use)).isInstanceOf(ReplacedFileException.class);
            }
        }
        assertThat(catching(into.resolve("folder/new"), Disk.Use.CREATE)).isInstanceOf(ReplacedFileException.class);
        assertThat(catching(into.resolve("nothing"), Disk.Use.WRITE))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThat(catching(into.resolve("a/b/new"), Disk.Use.CREATE)).isNull();
        assertThat(into.resolve("a/b/new")).isEmptyFile();
        assertThat(outside).isDirectoryContaining(secret::equals);
        assertThat(secret).hasContent("secret");
    }

    private @org.jspecify.annotations.Nullable Throwable catching(Path file, Disk.Use use) {
        try (Content content = disk.openBelow(into, file, use)) {
            assertThat(content.length()).isNotNegative();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
