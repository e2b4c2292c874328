package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is shown of a torrent, several times a second perhaps, costs no look at each of its files. */
class HoldingTest {
    private static final int FILES = 1 << 12;
    private static final int MAX_LOOKS = 2;

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aTorrentOfManyRenamedFilesIsShownWithoutLookingAtThem() throws Exception {
        Metainfo torrent = torrentOfNamesThatDifferByCase();
        assertThat(torrent.info().files()).filteredOn(HoldingTest::isRenamed).hasSizeGreaterThan(FILES / 2);
        Holding holding = new Holding(
                new Subject.Whole(torrent),
                LibraryEntry.added(
                        "many",
                        LibraryEntry.PREPARED,
                        Path.of("x").toAbsolutePath().toString(),
                        false,
                        0),
                Simulation.none(),
                countingLookup(),
                (_, _) -> {});
        assertThat(holding.view().path()).endsWith("a_b");
        assertThat(looks.getAndSet(0)).isBetween(1, MAX_LOOKS);
        assertThat(holding.detail().files()).isNotEmpty();
        assertThat(looks.getAndSet(0)).isBetween(1, MAX_LOOKS);
        holding.follow(new Follower() {
            @Override
            public void changed(DetailView view) {}

            @Override
            public void removed() {}
        });
        assertThat(looks).hasValueBetween(1, MAX_LOOKS);
    }

    private static boolean isRenamed(FileEntry file) {
        return file.givenPath().isPresent();
    }

    private FileLookup countingLookup() {
        return new FileLookup() {
            @Override
            public FileFacts look(Path path) {
                looks.incrementAndGet();
                return FileFacts.NOTHING;
            }

            @Override
            public Path realPath(Path path) {
                looks.incrementAndGet();
                return path;
            }
        };
    }

    private static Metainfo torrentOfNamesThatDifferByCase() throws MetainfoException {
        StringBuilder files = new StringBuilder();
        for (int i = 0; i < FILES; i++) {
            files.append("d6:lengthi1e4:pathl12:").append(cased(i)).append("ee");
        }
        String torrent =
                "d4:infod5:filesl" + files + "e4:name3:a:b12:piece lengthi1048576e6:pieces20:" + "h".repeat(20) + "ee";
        return Metainfo.parse(torrent.getBytes(StandardCharsets.US_ASCII));
    }

    private static String cased(int bits) {
        StringBuilder name = new StringBuilder();
        for (int k = 0; k < 12; k++) {
            char letter = (char) ('a' + k);
            name.append((bits >> k & 1) == 0 ? letter : Character.toUpperCase(letter));
        }
        return name.toString();
    }
}
