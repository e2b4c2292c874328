package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name in the torrent and the name on disk are two things. */
class DiskNamesTest {
    private static final FileLookup FILES = FileLookup.ofMachine();

    @TempDir
    private Path folder;

    @BeforeEach
    void requireSystemThatTakesAnyName() {
        assumeTrue(java.io.File.separatorChar == '/', "this system does not take the names");
    }

    @Test
    void aFileThatIsSharedHereIsServedUnderItsOwnName() throws Exception {
        Path shared = write("What is X?.pdf", "x");
        Info info = made(shared);
        assertThat(info.name()).isEqualTo("What is X_.pdf");
        assertThat(DiskNames.find(FILES, folder, info).root()).isEqualTo(shared);
    }

    @Test
    void namesThatDifferByCaseAreBothFoundWhereBothExist() throws Exception {
        Path upper = write("tree/net/xt_TCPMSS.h", "one");
        Path lower = write("tree/net/xt_tcpmss.h", "two, longer");
        assumeTrue(Files.size(upper) != Files.size(lower), "case does not count on this disk");
        Info info = made(folder.resolve("tree"));
        DiskNames names = DiskNames.find(FILES, folder, info);
        assertThat(info.files()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(Files.size(names.file(i))).isEqualTo(info.files().get(i).length());
        }
        assertThat(names.file(0)).isNotEqualTo(names.file(1));
    }

    @Test
    void whatIsThereUnderTheSafeNameIsMeant() throws Exception {
        Info info = made(write("a: b/c?.txt", "x").getParent());
        Files.delete(folder.resolve("a: b/c?.txt"));
        Files.delete(folder.resolve("a: b"));
        assertThat(DiskNames.find(FILES, folder, info).file(0)).isEqualTo(folder.resolve("a_ b/c_.txt"));
        write("a_ b/c_.txt", "x");
        write("a: b/c?.txt", "x");
        assertThat(DiskNames.find(FILES, folder, info).file(0)).isEqualTo(folder.resolve("a_ b/c_.txt"));
    }

    @Test
    void noTwoFilesLieAtOnePlaceWhereTheTorrentGivesThemOneName() throws Exception {
        String file = "d6:lengthi1e4:pathl1:%see";
        String files = String.format(file, "a")
                + String.format(file, "a")
                + String.format(file, "?").repeat(2);
        byte[] torrent = ("d4:infod5:filesl" + files
                        + "e4:name4:tree12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee")
                .getBytes(StandardCharsets.US_ASCII);
        Info info = Metainfo.parse(torrent).info();
        write("tree/a", "x");
        write("tree/?", "y");
        DiskNames names = DiskNames.find(FILES, folder, info);
        assertThat(List.of(0, 1, 2, 3))
                .extracting(
                        i -> folder.resolve("tree").relativize(names.file(i)).toString())
                .containsExactly("a", "a (2)", "?", "_ (2)");
    }

    @Test
    void aNameThatLeadsElsewhereIsNeverTaken() throws Exception {
        byte[] torrent = "d4:infod6:lengthi1e4:name9:../secret12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee"
                .getBytes(StandardCharsets.US_ASCII);
        Files.writeString(folder.resolve("secret"), "x");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Info info = Metainfo.parse(torrent).info();
        assertThat(DiskNames.find(FILES, inside, info).root().getParent()).isEqualTo(inside);
    }

    @Test
    void aNameThatIsNoTextIsRefusedForThatReason() throws Exception {
        write("f/good.txt", "x");
        int status = new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351.txt')\"")
                .directory(folder.resolve("f").toFile())
                .start()
                .waitFor();
        assumeTrue(status == 0, "this system takes no such name");
        assertThatThrownBy(() -> made(folder.resolve("f"))).hasMessageContaining("not UTF-8");
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static Info made(Path path) throws StoreException {
        return new TorrentMaker(path).make(_ -> {}).info();
    }
}
