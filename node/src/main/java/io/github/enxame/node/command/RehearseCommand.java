package io.github.enxame.node.command;

import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.DaemonParts;
import io.github.enxame.node.daemon.Simulation;
import io.github.enxame.node.demo.DemoRun;
import io.github.enxame.node.demo.DemoSwarm;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.Searches;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentViews;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code enxame rehearse}: does once, for nobody, what people do, so that the launcher can keep those classes loaded and
 * linked for quick starts, and note which of their methods are worth compiling at once. It touches nothing of the user's.
 */
@Command(name = "rehearse", hidden = true, description = "Warm up for the launcher's cache.")
final class RehearseCommand extends Action {
    private static final double BYTES_PER_SECOND = 100e6;

    @Spec
    private CommandSpec spec;

    RehearseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        for (CommandLine command : spec.root().commandLine().getSubcommands().values()) {
            command.usage(terminal.out());
        }
        try (Lifetime _ = Lifetime.begin();
                DemoSwarm swarm = DemoSwarm.open(BYTES_PER_SECOND)) {
            say(JsonText.of(TorrentViews.inspect(swarm.document().metainfo())));
            say(JsonText.of(Searches.search(swarm.catalogue(), "enxame")));
            DemoRun run;
            try (TransferScreen screen = new TransferScreen(terminal, false)) {
                run = DemoRun.of(swarm, screen::show);
            }
            DemoReport.lines(run, terminal.palette()).forEach(this::say);
            browse(swarm);
            runCommands(swarm);
            moveMuch(swarm);
            return run.right() ? CommandLines.DONE : CommandLines.FAILED;
        }
    }

    /** The commands that end by themselves, on places of the demo. */
    private void runCommands(DemoSwarm swarm) throws IOException {
        Path folder = Files.createDirectories(swarm.state().resolve("commands"));
        String torrent = Files.write(
                        folder.resolve("document.torrent"),
                        swarm.document().metainfo().encode())
                .toString();
        String tracker = swarm.catalogue().tracker().toString();
        String[] alone = {"--alone", "--state", folder.toString(), "--tracker", tracker};
        String[] peer = {"--bind", "127.0.0.1", "--port", "0"};
        run(with(
                with(new String[] {"get", torrent, "--into", folder.resolve("a").toString()}, alone), peer));
        run(with(
                with(
                        new String[] {
                            "get",
                            DemoSwarm.DOCUMENT,
                            "--into",
                            folder.resolve("b").toString()
                        },
                        alone),
                peer));
        run(with(new String[] {"search", "enxame"}, alone));
        run("inspect", torrent);
        run("verify", torrent, folder.resolve("a").toString());
        run(
                "create",
                swarm.original().toString(),
                "-o",
                folder.resolve("new.torrent").toString());
        run(
                "create",
                folder.resolve("a").toString(),
                "--hybrid",
                "-o",
                folder.resolve("folder.torrent").toString());
        Path text = Files.writeString(folder.resolve("text.txt"), "Words that have no headings.\n");
        run("create", text.toString(), "-o", folder.resolve("text.torrent").toString());
        run("distance", torrent, "--tracker", tracker);
    }

    /** Where there is no room for it, the rest of the rehearsal is still of use. */
    private void moveMuch(DemoSwarm swarm) throws InterruptedException {
        try {
            BulkRehearsal.run(swarm.state().resolve("bulk"));
        } catch (IOException | ProblemException | ExecutionException | TimeoutException e) {
            say("no bulk transfer: " + e);
        }
    }

    private void run(String... arguments) {
        int exitCode = CommandLines.run(terminal, arguments);
        say(arguments[0] + " ended with " + exitCode);
    }

    private static String[] with(String[] some, String[] more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private void browse(DemoSwarm swarm) throws Exception {
        DaemonParts parts = new DaemonParts(
                swarm.requester(),
                swarm.catalogue(),
                true,
                new StateFolder(swarm.state()),
                swarm.downloads(),
                Version.number(),
                Simulation.none());
        AccessControl access = AccessControl.temporary();
        try (Daemon daemon = Daemon.open(parts);
                Api api = new Api(daemon);
                WebServer web = WebServer.open(0, api, access)) {
            for (String path : List.of("/", "/api/state", "/api/torrents", "/api/search?q=enxame")) {
                URLConnection connection = URI.create(web.url() + path).toURL().openConnection();
                connection.setRequestProperty("Authorization", "Bearer " + access.secret());
                try (InputStream in = connection.getInputStream()) {
                    say(path + " " + in.readAllBytes().length);
                }
            }
        }
    }
}
