package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.TorrentView;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the daemon that a command is about, and the torrents of it that are meant by a name. */
final class RunningDaemon {
    /** Digits by which a torrent is told from others, as in {@code NAME@DIGITS}. */
    static final int SHOWN_DIGITS = 8;

    /** Fewer digits of an info-hash may be a name. */
    private static final int LEAST_DIGITS = 4;

    private RunningDaemon() {}

    /**
     * The daemon of a state folder, of the usual one where none is named.
     *
     * @throws ProblemException where none runs, or the folder cannot be read
     */
    static DaemonClient require(@Nullable Path state) throws ProblemException {
        StateFolder folder = StateFolder.of(state);
        folder.requireReadable();
        return DaemonClient.find(folder)
                .orElseThrow(() -> new ProblemException(
                        "not_running",
                        "Enxame is not running on " + folder.path()
                                + ". Start it with 'enxame up', or name its --state."));
    }

    /**
     * The one torrent that is meant: by its name, its title, its info-hash or the first digits of that, or {@code
     * NAME@DIGITS}.
     *
     * @throws ProblemException where it is none, or several
     */
    static TorrentView find(List<TorrentView> torrents, String what) throws ProblemException {
        String text = what.strip();
        int at = text.lastIndexOf('@');
        for (Predicate<TorrentView> rule : List.<Predicate<TorrentView>>of(
                torrent -> isCalled(torrent, text),
                torrent -> at > 0
                        && isCalled(torrent, text.substring(0, at))
                        && hasDigits(torrent, text.substring(at + 1), 1),
                torrent -> hasDigits(torrent, text, LEAST_DIGITS))) {
            List<TorrentView> found = torrents.stream().filter(rule).toList();
            if (found.size() > 1) {
                throw new ProblemException(
                        "ambiguous_name",
                        "Several are called " + text + ": "
                                + found.stream()
                                        .map(torrent -> torrent.name() + "@" + digits(torrent))
                                        .collect(Collectors.joining(", "))
                                + ". Name one of them so.",
                        "name",
                        text);
            }
            if (found.size() == 1) {
                return found.getFirst();
            }
        }
        throw new ProblemException(
                "no_such_name", "Nothing here is called " + text + ". 'enxame list' shows what is here.", "name", text);
    }

    /** The first digits of a torrent's info-hash. */
    static String digits(TorrentView torrent) {
        return torrent.infoHash()
                .substring(0, Math.min(SHOWN_DIGITS, torrent.infoHash().length()));
    }

    private static boolean isCalled(TorrentView torrent, String name) {
        return name.equalsIgnoreCase(torrent.name()) || name.equalsIgnoreCase(torrent.title());
    }

    private static boolean hasDigits(TorrentView torrent, String digits, int least) {
        String wanted = digits.toLowerCase(Locale.ROOT);
        String other = torrent.infoHashV2();
        return wanted.length() >= least
                && (torrent.infoHash().startsWith(wanted) || (other != null && other.startsWith(wanted)));
    }
}
