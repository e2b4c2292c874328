package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.FindingView;
import io.github.enxame.node.view.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame search}: looks a name up in the tracker's catalogue. */
@Command(
        name = "search",
        description = "Search the tracker's catalogue; without words, show what is newest.",
        footer = "Of several with one name, 'enxame get NAME@DIGITS' takes the one whose info-hash begins so.")
final class SearchCommand extends Action {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** Digits by which a torrent is told from others, as in {@code get NAME@DIGITS}. */
    private static final int SHOWN_DIGITS = 8;

    @Parameters(paramLabel = "WORDS", arity = "0..*", description = "Words of the name or title.")
    private List<String> words = List.of();

    @Mixin
    private TrackerOption tracker;

    @Mixin
    private DaemonOption daemon;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SearchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        FindingView.All found = find(String.join(" ", words));
        if (json) {
            say(JsonText.of(found));
        } else if (found.results().isEmpty()) {
            say("Nothing found.");
        } else {
            Table table = new Table("name", "title", ">size", ">words", ">seeds", ">leeches", "published", "info-hash");
            for (FindingView result : found.results()) {
                table.row(
                        result.name(),
                        result.title().equals(result.name()) ? "" : result.title(),
                        Figures.bytes(result.length()),
                        Figures.number(result.words()),
                        Figures.number(result.seeds()),
                        Figures.number(result.leeches()),
                        published(result),
                        result.infoHash().substring(0, SHOWN_DIGITS));
            }
            table.lines().forEach(this::say);
        }
        return CommandLines.DONE;
    }

    private static String published(FindingView result) {
        String time = TIME.format(Instant.ofEpochMilli(result.publishedAt()).atZone(ZoneId.systemDefault()));
        return result.replaced() ? time + " (older)" : time;
    }

    private FindingView.All find(String text) throws ProblemException {
        var running = daemon.find(tracker.named());
        return running.isPresent()
                ? running.get().search(text)
                : io.github.enxame.node.torrent.Searches.search(tracker.catalogue(daemon.tracker()), text);
    }
}
