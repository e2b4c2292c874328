package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.GotView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.ReportView;
import io.github.enxame.node.view.TorrentView;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code get} was asked, and how it tells what comes of it, whoever does the work.
 *
 * @param what a name, an info-hash, a URL or a file
 * @param into the folder, absolute
 * @param files which files, as the user wrote it; null for all
 * @param repair whether what lies there is a damaged or unfinished copy
 * @param report where the report goes; null for nowhere
 * @param json whether a program reads what is printed
 */
record Download(
        Terminal terminal,
        String what,
        Path into,
        @Nullable String files,
        boolean repair,
        @Nullable Path report,
        boolean json) {
    /** Says what was found. */
    void begun(TorrentView torrent) {
        if (json) {
            return;
        }
        StringBuilder line = new StringBuilder(torrent.name()).append(", ");
        if (torrent.wantedLength() < torrent.length()) {
            line.append(Figures.bytes(torrent.wantedLength())).append(" of ");
        }
        line.append(Figures.bytes(torrent.length()));
        if (torrent.sectionCount() > 0) {
            line.append(", ").append(Figures.count(torrent.sectionCount(), "section"));
            line.append(", ").append(Figures.count(torrent.words(), "word"));
        }
        terminal.out().println(line);
    }

    /**
     * Says how it went.
     *
     * @param path where it is
     * @param already whether all of it was here before it was asked for; how it came then is not told again
     */
    void done(TorrentView torrent, ReportView outcome, Path path, boolean already) throws ProblemException {
        if (report != null) {
            ReportFile.write(report, outcome);
        }
        if (json) {
            terminal.out()
                    .println(JsonText.of(new GotView(
                            torrent.name(), torrent.infoHash(), path.toString(), torrent.wantedLength(), outcome)));
            return;
        }
        boolean nothingCame = outcome.peers().stream().allMatch(peer -> peer.bytes() == 0);
        boolean before = already || nothingCame;
        terminal.out().println((before ? "Complete already: " : "Complete: ") + path);
        if (!before) {
            Summary.ofTransfer(outcome, torrent.wantedLength(), terminal.palette())
                    .forEach(terminal.out()::println);
        }
        Summary.ofHashes(outcome, terminal.palette()).forEach(terminal.out()::println);
    }

    /** Writes one line, where no program reads. */
    void say(String line) {
        if (!json) {
            terminal.out().println(line);
        }
    }
}
