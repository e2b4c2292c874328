package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A download that the running daemon does; this command only watches. */
final class DownloadByDaemon {
    private static final String FETCHING = "fetching";

    /** The states in which nothing more comes. */
    private static final Set<String> STOPPED = Set.of("failed", "missing", "changed", "replaced", "paused");

    private final Download download;
    private final DaemonClient daemon;

    DownloadByDaemon(Download download, DaemonClient daemon) {
        this.download = download;
        this.daemon = daemon;
    }

    int run() throws ProblemException {
        TorrentView torrent = add();
        if (!FETCHING.equals(torrent.state())) {
            download.begun(torrent);
        }
        download.say("Enxame at " + daemon.url() + " downloads it and goes on if this command ends.");
        AtomicReference<@Nullable DetailView> last = new AtomicReference<>();
        boolean ended;
        try (TransferScreen screen = new TransferScreen(download.terminal(), download.json())) {
            ended = daemon.follow(torrent.infoHash(), view -> {
                DetailView before = last.getAndSet(view);
                if (FETCHING.equals(before == null ? torrent.state() : before.state())
                        && !FETCHING.equals(view.state())) {
                    download.begun(view.torrent());
                }
                screen.show(view);
                return view.receipt().done() || STOPPED.contains(view.state());
            });
        }
        DetailView view = last.get();
        if (!ended || view == null) {
            throw new ProblemException(
                    "daemon_gone", "Enxame ended while it was downloading. Start it again with 'enxame up'.");
        }
        ProblemView error = view.error();
        if (error != null) {
            throw new ProblemException(error.problem(), null);
        }
        if (!view.receipt().done()) {
            throw new ProblemException("paused", torrent.name() + " is paused. Resume it at " + daemon.url() + ".");
        }
        TorrentView done = view.torrent();
        bringHere(done);
        download.done(done, daemon.report(done.infoHash()));
        return CommandLines.DONE;
    }

    /** What the daemon had already, somewhere else, is copied to where the user wants it. */
    private void bringHere(TorrentView torrent) throws ProblemException {
        Path wanted = download.into().resolve(torrent.name());
        Path there = torrent.path() == null ? wanted : Path.of(torrent.path());
        if (there.equals(wanted)) {
            return;
        }
        if (!Files.isRegularFile(there)) {
            throw new ProblemException(
                    "file_exists", torrent.name() + " is here already: " + there + ". Copy it from there.");
        }
        Path fresh = wanted.resolveSibling("." + torrent.name() + ".new");
        try {
            Files.createDirectories(download.into());
            if (Files.exists(wanted)) {
                refuseDifferent(there, wanted);
                return;
            }
            Files.copy(there, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, wanted);
            download.say("It was here already, at " + there + "; copied.");
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, wanted), e);
        }
    }

    private static void refuseDifferent(Path there, Path wanted) throws IOException, ProblemException {
        if (!Files.isRegularFile(wanted) || Files.mismatch(there, wanted) >= 0) {
            throw new ProblemException(
                    "file_exists",
                    "A different file is at " + wanted + ". Move or rename it, then try again; it was not touched.");
        }
    }

    private TorrentView add() throws ProblemException {
        makeFolder();
        Path file = Finder.localFile(download.what());
        String into = download.into().toString();
        return file == null
                ? daemon.add(Wanted.download(download.what(), into, download.files(), download.repair()))
                : daemon.add(TorrentFiles.read(file).encode(), into, download.files(), download.repair());
    }

    /** The daemon downloads into folders that are there. */
    private void makeFolder() throws ProblemException {
        try {
            Files.createDirectories(download.into());
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, download.into()), e);
        }
    }
}
