package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.Made;
import io.github.enxame.node.torrent.Maker;
import io.github.enxame.node.torrent.MakerOptions;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentViews;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame create}: makes a .torrent and shares nothing. */
@Command(name = "create", description = "Make a .torrent of a file or folder, without sharing it.")
final class CreateCommand extends Action {
    @Parameters(paramLabel = "PATH", description = "The file or folder.")
    private Path path;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Else the name with .torrent, here.")
    private @Nullable Path output;

    @Option(names = "--tracker", paramLabel = "URL", description = "A tracker to name in it; may be repeated.")
    private List<String> trackers = new ArrayList<>();

    @Option(
            names = "--piece-length",
            paramLabel = "BYTES",
            description = "A power of two from 16384. Else what suits the size.")
    private @Nullable Integer pieceLength;

    @ArgGroup(exclusive = true)
    private @Nullable Hashes hashes;

    @Option(
            names = "--no-checksums",
            description =
                    "Leave out the MD5 and SHA-256 of a single file as a whole: quicker, but another info-hash than others get.")
    private boolean noChecksums;

    @Option(names = "--private", description = "Peers may come from its trackers only.")
    private boolean isPrivate;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Something to say about it.")
    private @Nullable String comment;

    @Mixin
    private SharingOption sharing;

    @Option(names = "--force", description = "Replace the .torrent if it is there.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON object, as inspect does.")
    private boolean json;

    CreateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        List<URI> announces = new ArrayList<>();
        for (String tracker : trackers) {
            announces.add(TrackerOption.announce(tracker));
        }
        MakerOptions options = new MakerOptions(
                version(),
                Optional.ofNullable(pieceLength),
                !noChecksums,
                isPrivate,
                Optional.ofNullable(comment),
                sharing.options());
        MakingLine line = new MakingLine(terminal, path);
        Made made = Maker.make(path, announces, options, Optional.empty(), line::hashed);
        line.clear();
        Metainfo metainfo = made.metainfo();
        Path target = output == null ? Path.of(metainfo.info().name() + ".torrent") : output;
        write(target, metainfo.encode());
        if (json) {
            say(JsonText.of(TorrentViews.inspect(metainfo)));
        } else {
            say(target.toString());
            say("info-hash " + metainfo.infoHash().hex());
            metainfo.info()
                    .plan()
                    .ifPresent(plan -> say(Figures.count(plan.sections().size(), "section") + ", "
                            + Figures.count(plan.words(), "word")));
        }
        made.leftOut().ifPresent(what -> note(SharingOption.leftOut(what)));
        made.renamed().ifPresent(changes -> note(SharingOption.renamed(changes)));
        made.shortfall().ifPresent(why -> note("Its sections are by size: " + why + "."));
        return CommandLines.DONE;
    }

    private MetainfoVersion version() {
        if (hashes != null && hashes.v2) {
            return MetainfoVersion.V2;
        }
        return hashes != null && hashes.hybrid ? MetainfoVersion.HYBRID : MetainfoVersion.V1;
    }

    private void write(Path target, byte[] bytes) throws ProblemException {
        try {
            WholeFile.write(target, bytes, force);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, target), e);
        }
    }

    /** Which hashes it carries, where not those of BEP 3 alone. */
    private static final class Hashes {
        @Option(
                names = "--hybrid",
                description =
                        "With the hashes of BEP 52 beside those of BEP 3. Transmission before 4 refuses such a torrent.")
        private boolean hybrid;

        @Option(names = "--v2", description = "With the hashes of BEP 52 alone, which many programs do not know.")
        private boolean v2;
    }
}
