package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enxame list}: what the running daemon shares and downloads. */
@Command(
        name = "list",
        description = "List what the running Enxame shares and downloads, the newest first.",
        footer = "'enxame stop NAME' stops one of them.")
final class ListCommand extends Action {
    /** The columns, those that a narrow terminal is spared last. */
    private static final List<Column> COLUMNS = List.of(
            new Column("name", TorrentView::name),
            new Column("state", TorrentView::state),
            new Column(
                    ">here",
                    torrent ->
                            Figures.percent((double) torrent.wantedVerifiedBytes(), (double) torrent.wantedLength())),
            new Column(">size", torrent -> Figures.bytes(torrent.wantedLength())),
            new Column("info-hash", RunningDaemon::digits),
            new Column(">down", torrent -> Figures.rate(torrent.downloadRate())),
            new Column(">up", torrent -> Figures.rate(torrent.uploadRate())),
            new Column(">peers", torrent -> Figures.number(torrent.peers())),
            new Column("where", torrent -> torrent.path() == null ? "" : torrent.path()));

    @Option(names = "--state", paramLabel = "DIR", description = "Where 'enxame up' keeps its state.")
    private @Nullable Path state;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private record Column(String heading, Function<TorrentView, String> cell) {}

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        TorrentView.All all = RunningDaemon.require(state).torrents();
        if (json) {
            say(JsonText.of(all));
        } else if (all.torrents().isEmpty()) {
            say("Nothing is shared or downloaded here.");
        } else {
            table(all.torrents()).forEach(this::say);
            for (TorrentView torrent : all.torrents()) {
                ProblemView error = torrent.error();
                if (error != null) {
                    note(torrent.name() + ": " + error.problem().message());
                }
            }
        }
        return CommandLines.DONE;
    }

    /** As many columns as fit where a person watches; all of them for a program. */
    private List<String> table(List<TorrentView> torrents) {
        for (int count = COLUMNS.size(); count > 1; count--) {
            Table table = table(torrents, COLUMNS.subList(0, count));
            if (!terminal.live() || table.width() <= terminal.width()) {
                return table.lines();
            }
        }
        return table(torrents, COLUMNS.subList(0, 1))
                .lines(terminal.width(), terminal.palette().unicode() ? '…' : '~');
    }

    private static Table table(List<TorrentView> torrents, List<Column> columns) {
        Table table = new Table(columns.stream().map(Column::heading).toArray(String[]::new));
        for (TorrentView torrent : torrents) {
            table.row(
                    columns.stream().map(column -> column.cell().apply(torrent)).toArray(String[]::new));
        }
        return table;
    }
}
