package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.ProgressLine;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.torrent.Verification;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.VerifyView;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame verify}: compares files with what a .torrent promises. */
@Command(
        name = "verify",
        description = "Compare files with what a .torrent promises.",
        footer = "Ends with 0 when they are identical, with 1 when not.")
final class VerifyCommand extends Action {
    @Parameters(index = "0", paramLabel = "TORRENT", description = "A .torrent file.")
    private Path torrent;

    @Parameters(index = "1", paramLabel = "PATH", description = "The file or folder, or the folder that it lies in.")
    private Path path;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        Info info = TorrentFiles.read(torrent).info();
        ProgressLine line = new ProgressLine(terminal);
        Verification verification = Verification.of(info, path, done -> draw(line, info, done));
        line.clear();
        VerifyView view = VerifyView.of(info, verification);
        if (json) {
            say(JsonText.of(view));
        } else {
            show(info, view);
        }
        if (view.identical()) {
            return CommandLines.DONE;
        }
        note("enxame: " + path + " is not what " + torrent + " promises. "
                + (view.pieces().right() == 0
                        ? "Nothing of it is right, so it may be another file. Download it again to another folder."
                        : "'enxame get --repair' with the same .torrent keeps what is right of it and downloads the"
                                + " rest."));
        return CommandLines.FAILED;
    }

    private static void draw(ProgressLine line, Info info, long done) {
        long total = info.layout().totalLength();
        String words = "reading " + Figures.percent((double) done, (double) total);
        int places = line.places(words);
        int full = (int) (places * done / total);
        line.draw("0".repeat(full) + ".".repeat(places - full), words);
    }

    private void show(Info info, VerifyView view) {
        boolean all = view.files().size() <= CommandLines.MAX_FILES_SHOWN;
        List<VerifyView.FilePart> told = all
                ? view.files()
                : view.files().stream()
                        .filter(file -> !file.state().equals("right"))
                        .toList();
        told.stream().limit(CommandLines.MAX_FILES_SHOWN).forEach(file -> say(file.path() + ": " + verdict(file)));
        if (told.size() > CommandLines.MAX_FILES_SHOWN) {
            say("… and " + Figures.number(told.size() - CommandLines.MAX_FILES_SHOWN)
                    + " more that are not right; --json lists them all.");
        }
        if (!all) {
            say(Figures.number(view.files().size() - told.size()) + " of "
                    + Figures.count(view.files().size(), "file") + " right");
        }
        say(view.pieces().right() + " of " + Figures.count(view.pieces().total(), "piece") + " right");
        if (!view.wrongPieces().isEmpty()) {
            say("wrong: " + wrong(info.layout(), view.wrongPieces()));
        }
        whole("MD5", view.md5());
        whole("SHA-256", view.sha256());
    }

    private void whole(String name, ReceiptView.WholeFile hash) {
        if (hash.promised() != null && hash.actual() != null) {
            boolean match = Boolean.TRUE.equals(hash.match());
            say(name + " " + hash.actual() + (match ? ", as promised" : ", promised " + hash.promised()));
        }
    }

    private String verdict(VerifyView.FilePart file) {
        return switch (file.state()) {
            case "right" -> terminal.palette().good("right");
            case "missing" -> terminal.palette().bad("missing");
            case "wrong_length" ->
                terminal.palette()
                        .bad(Figures.number(file.actualLength()) + " bytes long instead of "
                                + Figures.number(file.length()));
            default -> terminal.palette().bad("different in " + Figures.count(file.wrongPieces(), "piece"));
        };
    }

    private static String wrong(PieceLayout layout, List<Integer> pieces) {
        int first = pieces.getFirst();
        long offset = layout.pieceOffset(first);
        String text = "piece " + first + " (bytes " + Figures.number(offset) + " to "
                + Figures.number(offset + layout.pieceLength(first) - 1) + ")";
        return pieces.size() == 1 ? text : text + " and " + Figures.number(pieces.size() - 1) + " more";
    }
}
