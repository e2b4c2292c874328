package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.FileChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame get}: downloads, proves, and perhaps goes on seeding. */
@Command(
        name = "get",
        description = "Download a file from everybody who has it, and prove that it is the right one.",
        footer = "While nobody has it, it waits; ended and started again, it goes on where it was.")
final class GetCommand extends Action {
    @Parameters(
            paramLabel = "WHAT",
            description = "A name or info-hash in the tracker's catalogue, a magnet link, a .torrent file, or its URL.")
    private String what;

    @Option(names = "--into", paramLabel = "DIR", description = "The folder it goes into. Default: this one.")
    private Path into = Path.of("");

    @Option(
            names = "--files",
            paramLabel = "FILES",
            description = {
                "Which files of it, with commas between: numbers as 'enxame inspect' shows them, ranges of numbers, and"
                        + " patterns, such as 0,2-4,*.pdf. Default: all.",
                "What is here of the others stays in DIR/NAME.part; asked for again, they are downloaded too."
            })
    private @Nullable String files;

    @Option(
            names = "--repair",
            description =
                    "Finish a damaged or unfinished copy that lies in DIR, of another program too: what is right of it is"
                            + " kept, the rest is downloaded. A file of which nothing is right is not touched; what a file is too"
                            + " long is kept beside it, as FILE.rest.")
    private boolean repair;

    @Option(names = "--seed", description = "When it is complete, go on giving it to others.")
    private boolean seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Write how it went as JSON when it is complete.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one JSON object when it is complete.")
    private boolean json;

    @Mixin
    private TrackerOption tracker;

    @Mixin
    private PeerOptions peer;

    @Mixin
    private DaemonOption daemon;

    GetCommand(Terminal terminal) {
        super(terminal);
        what = "";
    }

    @Override
    public Integer call() throws Exception {
        if (Files.exists(into) && !Files.isDirectory(into)) {
            throw new ProblemException("not_found", into + " is not a folder. Choose a folder with --into.");
        }
        if (files != null) {
            var _ = new FileChoice(files);
        }
        Download download =
                new Download(terminal, what, into.toAbsolutePath().normalize(), files, repair, report, json);
        Optional<DaemonClient> running = daemon.findToAct(tracker.named(), peer.ofStart(), this::note);
        return running.isPresent()
                ? new DownloadByDaemon(download, running.get(), peer).run()
                : new DownloadAlone(download, tracker, peer, daemon).run(seed);
    }
}
