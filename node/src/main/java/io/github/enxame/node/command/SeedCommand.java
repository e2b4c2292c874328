package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.TorrentFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame seed}: serves content that is here already, until ended. */
@Command(
        name = "seed",
        description = "Serve a file that is here already, to everybody who wants it, until ended.",
        footer = "Prints the line 'seeding' when it serves. The file is only read.")
final class SeedCommand extends Action {
    @Parameters(index = "0", paramLabel = "TORRENT", description = "A .torrent file.")
    private Path torrent;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder that the file or folder lies in.")
    private Path folder;

    @Option(
            names = "--super",
            description =
                    "While nobody else has all of it, give each piece away about once: for the first one that has a"
                            + " file, and a slow line.")
    private boolean superSeeding;

    @Mixin
    private PeerOptions peer;

    SeedCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        var metainfo = TorrentFiles.read(torrent);
        try (Lifetime lifetime = Lifetime.begin();
                Engine engine = peer.open(
                        EngineSettings.standard().superSeeding(superSeeding),
                        StateFolder.find(null).flatMap(StateFolder::checkedIfUsable),
                        this::note)) {
            Torrent seeded = engine.seed(metainfo, folder.toAbsolutePath().normalize());
            if (!Serving.await(lifetime, seeded)) {
                return Lifetime.INTERRUPTED;
            }
            say("seeding");
            return Serving.untilEnded(lifetime, List.of(seeded), this::note);
        }
    }
}
