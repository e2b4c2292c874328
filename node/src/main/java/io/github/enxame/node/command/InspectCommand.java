package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.InspectView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentViews;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame inspect}: shows what a .torrent says. */
@Command(name = "inspect", description = "Show what a .torrent says: names, sizes, hashes and sections.")
final class InspectCommand extends Action {
    @Parameters(paramLabel = "TORRENT", description = "A .torrent file.")
    private Path torrent;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        InspectView view = TorrentViews.inspect(TorrentFiles.read(torrent));
        if (json) {
            say(JsonText.of(view));
        } else {
            show(view);
        }
        return CommandLines.DONE;
    }

    private void show(InspectView view) {
        say(terminal.palette().strong(view.name()));
        fact("length", Figures.bytes(view.length()) + " (" + Figures.number(view.length()) + " bytes)");
        fact("pieces", "of " + Figures.bytes(view.pieceLength()));
        fact("info-hash v1", view.infoHashV1());
        fact("info-hash v2", view.infoHashV2());
        fact("MD5", view.md5());
        fact("SHA-256", view.sha256());
        fact("private", view.isPrivate() ? "yes: peers come from its trackers only" : null);
        view.trackers().forEach(tracker -> fact("tracker", tracker));
        view.webSeeds().forEach(seed -> fact("web seed", seed));
        view.peers().forEach(peer -> fact("peer", peer));
        if (view.files().size() > 1) {
            Table files = new Table(">bytes", "file");
            view.files().forEach(file -> files.row(Figures.number(file.length()), file.path()));
            show(files);
        }
        if (!view.sections().isEmpty()) {
            Table sections = new Table(">words", ">bytes", "section");
            view.sections()
                    .forEach(section -> sections.row(
                            Figures.number(section.words()), Figures.number(section.bytes()), title(section)));
            show(sections);
        }
    }

    private static String title(InspectView.SectionPart section) {
        if (section.spine()) {
            return "(what a viewer needs before any page)";
        }
        return section.title().isEmpty() ? "(no title)" : section.title();
    }

    private void fact(String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            say(String.format(java.util.Locale.ROOT, "  %-13s %s", name, value));
        }
    }

    private void show(Table table) {
        say("");
        table.lines().forEach(line -> say("  " + line));
    }
}
