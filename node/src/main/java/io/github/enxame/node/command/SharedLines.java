package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentView;
import org.jspecify.annotations.Nullable;

/** The lines that say what is being shared. */
final class SharedLines {
    private SharedLines() {}

    /**
     * Prints them.
     *
     * @param magnet the magnet link that leads to it; null where there is none to be given away
     */
    static void print(Terminal terminal, boolean json, TorrentView torrent, @Nullable String magnet) {
        if (json) {
            terminal.out().println(JsonText.of(torrent));
            return;
        }
        terminal.out().println(torrent.name());
        terminal.out().println("info-hash " + torrent.infoHash());
        terminal.out()
                .println(Figures.bytes(torrent.length())
                        + (torrent.sectionCount() == 0
                                ? ""
                                : ", " + Figures.count(torrent.sectionCount(), "section") + ", "
                                        + Figures.count(torrent.words(), "word")));
        if (magnet != null) {
            terminal.out().println(magnet);
        }
    }
}
