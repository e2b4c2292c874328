package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.storage.SharingOptions;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.Made;
import io.github.enxame.node.torrent.Maker;
import io.github.enxame.node.torrent.MakerOptions;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file of zeros brought from one engine to another over loopback, often enough for the virtual machine to note which methods
 * move blocks: with that in the launcher's cache they are compiled at once when blocks are moved in earnest.
 */
final class BulkRehearsal {
    private static final int BYTES = 3 << 20;
    private static final int PIECE_BYTES = 64 << 10;
    private static final int ROUNDS = 3;
    private static final int MOST_SECONDS = 60;

    private static final EngineSettings SETTINGS = EngineSettings.standard()
            .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .discoveringLocally(false);

    private BulkRehearsal() {}

    /** Moves the blocks. Blocks; leaves nothing but the folder behind. */
    static void run(Path folder)
            throws IOException, ProblemException, InterruptedException, ExecutionException, TimeoutException {
        Path file = Files.createDirectories(folder).resolve("zeros.bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), BYTES - 1);
        }
        MakerOptions options = new MakerOptions(
                MetainfoVersion.V1, Optional.of(PIECE_BYTES), false, false, Optional.empty(), SharingOptions.NONE);
        Made made = Maker.make(file, List.of(), options, Optional.empty(), _ -> {});
        try (Engine seed = Engine.open(SETTINGS)) {
            seed.seed(made.metainfo(), folder).completion().get(MOST_SECONDS, TimeUnit.SECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                bring(made, seed.address(), folder.resolve("brought"));
            }
        }
        Files.delete(file);
    }

    private static void bring(Made made, InetSocketAddress from, Path into)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Engine leech = Engine.open(SETTINGS)) {
            Torrent torrent = leech.download(made.metainfo(), into);
            torrent.connect(from);
            torrent.completion().get(MOST_SECONDS, TimeUnit.SECONDS);
        }
        Files.delete(into.resolve(made.metainfo().info().name()));
    }
}
