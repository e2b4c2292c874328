package io.github.enxame.node.command;

import io.github.enxame.engine.discovery.HttpTrackerClient;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.engine.discovery.TrackersByScheme;
import io.github.enxame.engine.discovery.UdpTrackerClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.SwarmCount;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.InspectView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentViews;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
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

    @Option(names = "--scrape", description = "Ask its trackers, too, how many peers they count.")
    private boolean scrape;

    InspectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        Metainfo metainfo = TorrentFiles.read(torrent);
        InspectView view = TorrentViews.inspect(metainfo);
        if (scrape) {
            view = view.withCounts(count(metainfo));
        }
        if (json) {
            say(JsonText.of(view));
        } else {
            show(view);
            if (view.bytesAfter() > 0) {
                note(Figures.count(view.bytesAfter(), "byte")
                        + " after its end were passed over; the info-hash does not cover them.");
            }
        }
        return CommandLines.DONE;
    }

    private static List<InspectView.CountPart> count(Metainfo metainfo) {
        try (TrackerClient trackers = new TrackersByScheme(
                new HttpTrackerClient("Enxame/" + Version.number(), System::nanoTime),
                new UdpTrackerClient(new SecureRandom(), System::nanoTime))) {
            return SwarmCount.ask(trackers, metainfo).stream()
                    .map(TorrentViews::count)
                    .toList();
        }
    }

    private static String said(InspectView.CountPart count) {
        return count.failure() != null
                ? count.failure()
                : count.seeds() + " seeds, " + count.leeches() + " leeches, " + count.completed() + " downloads, says "
                        + count.tracker();
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
        if (view.counts() != null) {
            view.counts().forEach(count -> fact("swarm", said(count)));
        }
        view.webSeeds().forEach(seed -> fact("web seed", seed));
        view.unusable().forEach(part -> fact("not used", part.use() + " " + part.url() + " (" + part.reason() + ")"));
        view.peers().forEach(peer -> fact("peer", peer));
        if (view.files().size() > 1) {
            Table files = new Table(">no", ">bytes", "file");
            view.files().stream()
                    .limit(CommandLines.MAX_FILES_SHOWN)
                    .forEach(file ->
                            files.row(Figures.number(file.index()), Figures.number(file.length()), file.path()));
            show(files);
            more(view.files().size());
        }
        if (!view.sections().isEmpty()) {
            Table sections = new Table(">words", ">bytes", "section");
            view.sections()
                    .forEach(section -> sections.row(
                            Figures.number(section.words()), Figures.number(section.bytes()), title(section)));
            show(sections);
        }
    }

    private void more(int files) {
        if (files > CommandLines.MAX_FILES_SHOWN) {
            say("  … and " + Figures.number(files - CommandLines.MAX_FILES_SHOWN) + " more; --json lists them all.");
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
