package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receipt says what was read back from the disk, whatever was verified before. */
@Timeout(60)
class ReceiptTest {
    private static final int LENGTH = 6_000_000;
    private static final int SHORT_LENGTH = 600_000;

    @TempDir
    Path folder;

    /** What happens to the unfinished file while it comes. */
    private enum Mishap {
        CUT {
            @Override
            void befall(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        },
        REPLACED {
            @Override
            void befall(Path file) throws IOException {
                byte[] other = new byte[LENGTH];
                new Random(5).nextBytes(other);
                Path fresh = file.resolveSibling("other");
                Files.write(fresh, other);
                Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        },
        DELETED {
            @Override
            void befall(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void befall(Path file) throws IOException;
    }

    private static Torrent seeded(Engine engine, Metainfo metainfo, Path there) throws Exception {
        Torrent torrent = engine.seed(metainfo, there);
        torrent.completion().get(20, TimeUnit.SECONDS);
        return torrent;
    }

    /** Waits for a snapshot in which it is decided whether all is here. */
    private static TorrentState ended(Torrent torrent) throws Exception {
        CompletableFuture<TorrentState> ended = new CompletableFuture<>();
        try (Torrent.Watch _ = torrent.watch(snapshot -> {
            if (snapshot.verifiedBytes() == LENGTH || snapshot.problem().isPresent()) {
                ended.complete(snapshot.state());
            }
        })) {
            return ended.get(30, TimeUnit.SECONDS);
        }
    }

    private static boolean claimsToBeIdentical(Torrent torrent) throws Exception {
        try {
            torrent.completion().get(30, TimeUnit.SECONDS);
            return torrent.prove().get(30, TimeUnit.SECONDS).match();
        } catch (ExecutionException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void aDownloadWhoseFileWasSpoiltMeanwhileIsNeverIdentical(Mishap mishap) throws Exception {
        Path there = folder.resolve("there");
        Path here = folder.resolve("here");
        Metainfo metainfo = TwoEngines.content(there, "thesis.bin", LENGTH, 16_384);
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seeded(seed, metainfo, there);
            Torrent torrent = leech.download(metainfo, here);
            torrent.limit(new RateLimits(0, 2_000_000));
            torrent.connect(seed.address());
            new Progressed(torrent, 1_000_000).get();
            mishap.befall(here.resolve("thesis.bin.part"));
            torrent.limit(RateLimits.NONE);
            ended(torrent);
            boolean right = Files.exists(here.resolve("thesis.bin"))
                    && Files.mismatch(here.resolve("thesis.bin"), there.resolve("thesis.bin")) < 0;
            assertThat(claimsToBeIdentical(torrent)).isEqualTo(right);
        }
    }

    @Test
    void aFileThatIsNotThePromisedOneIsNotTakenForMissingWhenItIsTriedAgain() throws Exception {
        Path there = folder.resolve("there");
        Metainfo metainfo = promising("0".repeat(32), TwoEngines.content(there, "thesis.bin", SHORT_LENGTH, 16_384));
        List<TorrentState> states = new CopyOnWriteArrayList<>();
        try (Engine seed = TwoEngines.engine();
                Engine leech = TwoEngines.engine()) {
            seeded(seed, metainfo, there);
            Torrent torrent = leech.download(metainfo, folder.resolve("here"));
            torrent.connect(seed.address());
            assertThat(whyStopped(torrent)).isEqualTo("wrong_hash");
            try (Torrent.Watch _ = torrent.watch(snapshot -> states.add(snapshot.state()))) {
                for (int i = 0; i < 10; i++) {
                    torrent.resume();
                    // Whatever becomes of this receipt, it is asked for after it goes on.
                    torrent.prove().handle((_, _) -> true).get(30, TimeUnit.SECONDS);
                    assertThat(whyStopped(torrent)).isEqualTo("wrong_hash");
                }
            }
        }
        assertThat(states).doesNotContain(TorrentState.CLOSED, TorrentState.MISSING);
    }

    private static String whyStopped(Torrent torrent) throws Exception {
        try {
            torrent.completion().get(30, TimeUnit.SECONDS);
            return "";
        } catch (ExecutionException e) {
            return e.getCause() instanceof TorrentException why ? why.code() : e.toString();
        }
    }

    /** The same torrent with the MD5 of its one file. */
    private static Metainfo promising(String md5, Metainfo metainfo) throws Exception {
        String before = new String(metainfo.encode(), StandardCharsets.ISO_8859_1);
        String after = before.replaceFirst("(?<=6:lengthi" + SHORT_LENGTH + "e)", "6:md5sum32:" + md5);
        return Metainfo.parse(after.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void bytesThatChangedSinceTheyWereVerifiedAreFoundAndNotServedAnyMore() throws Exception {
        Path there = folder.resolve("there");
        Metainfo metainfo = TwoEngines.content(there, "thesis.bin", LENGTH, 16_384);
        Path file = there.resolve("thesis.bin");
        try (Engine engine = TwoEngines.engine()) {
            Torrent torrent = seeded(engine, metainfo, there);
            assertThat(torrent.prove().get(30, TimeUnit.SECONDS))
                    .satisfies(receipt -> assertThat(receipt.match()).isTrue())
                    .satisfies(receipt -> assertThat(receipt.rightPieces()).isEqualTo(receipt.pieces()));
            FileTime before = Files.getLastModifiedTime(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[10]), 3 * 16_384);
            }
            Files.setLastModifiedTime(file, before);
            Receipt receipt = torrent.prove().get(30, TimeUnit.SECONDS);
            assertThat(receipt.match()).isFalse();
            assertThat(receipt.pieces() - receipt.rightPieces()).isEqualTo(1);
            CompletableFuture<Snapshot> failed = new CompletableFuture<>();
            try (Torrent.Watch _ = torrent.watch(snapshot -> {
                if (snapshot.problem().isPresent()) {
                    failed.complete(snapshot);
                }
            })) {
                assertThat(failed.get(20, TimeUnit.SECONDS)
                                .problem()
                                .orElseThrow()
                                .code())
                        .isEqualTo("changed");
            }
        }
    }
}
