package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.ReportView;
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

    private static final String REPAIR =
            " 'enxame get --repair' of the same keeps what is right of it and downloads the rest.";

    /** The states in which nothing more comes. */
    private static final Set<String> STOPPED = Set.of("failed", "missing", "changed", "replaced", "paused");

    private final Download download;
    private final DaemonClient daemon;
    private final PeerOptions peer;

    DownloadByDaemon(Download download, DaemonClient daemon, PeerOptions peer) {
        this.download = download;
        this.daemon = daemon;
        this.peer = peer;
    }

    int run() throws ProblemException {
        long beganMillis = System.currentTimeMillis();
        TorrentView torrent = add();
        Limiting.limit(daemon, peer, torrent.infoHash());
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
        requireDone(view);
        TorrentView done = view.torrent();
        Path path = bringHere(done);
        Long readAt = view.receipt().readAt();
        boolean already = readAt == null || readAt < beganMillis;
        ReportView report = daemon.report(done.infoHash());
        download.done(done, report, path, already);
        return report.hashes().match() ? CommandLines.DONE : CommandLines.FAILED;
    }

    /** Says why nothing more comes, and what to do. */
    private void requireDone(DetailView view) throws ProblemException {
        ProblemView error = view.error();
        if (error != null) {
            Problem problem = error.problem();
            throw new ProblemException(
                    "changed".equals(problem.code()) && !problem.message().contains("--repair")
                            ? new Problem(problem.code(), problem.message() + REPAIR, problem.params())
                            : problem,
                    null);
        }
        if ("replaced".equals(view.state())) {
            throw new ProblemException(
                    "replaced",
                    "Another version of " + view.torrent().name()
                            + " was shared from the same place since, and this one is not here any more. Ask for that one;"
                            + " 'enxame search' shows it.");
        }
        if (!view.receipt().done()) {
            throw new ProblemException(
                    "paused", view.torrent().name() + " was stopped. Ask for it again, and it goes on.");
        }
    }

    /** What the daemon had already, somewhere else, is copied to where the user wants it; returns where it is then. */
    private Path bringHere(TorrentView torrent) throws ProblemException {
        Path there = torrent.path() == null ? download.into().resolve(torrent.name()) : Path.of(torrent.path());
        if (download.into().equals(there.getParent())) {
            return there;
        }
        Path wanted = download.into().resolve(torrent.name());
        if (!Files.isRegularFile(there)) {
            throw new ProblemException(
                    "file_exists", torrent.name() + " is here already: " + there + ". Copy it from there.");
        }
        Path fresh = wanted.resolveSibling("." + torrent.name() + ".new");
        try {
            Files.createDirectories(download.into());
            if (Files.exists(wanted)) {
                refuseDifferent(there, wanted);
                return wanted;
            }
            Files.copy(there, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, wanted);
            download.say("It was here already, at " + there + "; copied.");
            return wanted;
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
