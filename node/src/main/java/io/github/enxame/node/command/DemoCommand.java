package io.github.enxame.node.command;

import io.github.enxame.node.demo.DemoRun;
import io.github.enxame.node.demo.DemoSwarm;
import io.github.enxame.node.demo.Distance;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.Band;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enxame demo}: a swarm in one process. */
@Command(
        name = "demo",
        description = "Watch a whole swarm in one process: a tracker, four peers at different distances, a requester.",
        footer = "Ends with 0 when the document arrived and every hash is right.")
final class DemoCommand extends Action {
    private static final double BITS_PER_BYTE = 8;
    private static final double MEGA = 1e6;
    private static final double STANDARD_RATE = 0.5;
    /** Slow enough that a person sees the sections arrive. */
    private static final double WEB_RATE = 0.2;

    @Option(names = "--web", description = "Keep it running to be watched in the browser.")
    private boolean web;

    @Option(
            names = "--rate",
            paramLabel = "MBITS",
            description =
                    "What each peer sends at most, in Mbit/s. Default: 0.5, so that even the farthest has its share; with --web 0.2 so that one can watch.")
    private @Nullable Double rate;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Default: ${DEFAULT-VALUE}.")
    private int webPort;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DemoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        double mbits = rate != null ? rate : web ? WEB_RATE : STANDARD_RATE;
        if (!(mbits >= 0.01 && mbits <= 10_000)) {
            throw new ProblemException("bad_request", "--rate goes from 0.01 to 10000 Mbit/s.");
        }
        tell("Enxame demo: a tracker, four peers and a requester in this one process, over real sockets.");
        tell("The distances are simulated: each link holds what goes through it for half its round trip each way,");
        tell(String.format(
                Locale.ROOT, "and each peer sends at most %s Mbit/s. Everything else is real.", number(mbits)));
        try (Lifetime lifetime = Lifetime.begin();
                DemoSwarm swarm = DemoSwarm.open(mbits * MEGA / BITS_PER_BYTE)) {
            introduce(swarm);
            if (web) {
                return new DemoWeb(terminal, swarm, webPort).run(lifetime);
            }
            DemoRun run;
            try (TransferScreen screen = new TransferScreen(terminal, json || !terminal.live())) {
                run = DemoRun.of(swarm, screen::show);
            }
            if (json) {
                say(JsonText.of(run.detail()));
            } else {
                DemoReport.lines(run, terminal.palette()).forEach(this::say);
            }
            return run.right() ? CommandLines.DONE : CommandLines.FAILED;
        }
    }

    private static String number(double mbits) {
        return mbits == Math.rint(mbits) ? Long.toString(Math.round(mbits)) : Double.toString(mbits);
    }

    private void introduce(DemoSwarm swarm) throws InterruptedException, ExecutionException {
        Info info = swarm.document().metainfo().info();
        tell("");
        tell("document  " + info.name() + ", " + Figures.bytes(info.contentLength()) + ", "
                + Figures.count(info.plan().map(plan -> plan.sections().size()).orElse(0), "section") + ", "
                + Figures.count(info.plan().map(SectionPlan::words).orElse(0L), "word"));
        tell("info-hash " + swarm.document().metainfo().infoHash().hex());
        tell("tracker   " + swarm.catalogue().tracker());
        tell("");
        tell("How far each peer is");
        Map<String, Double> measured = swarm.measure();
        Table table = new Table("", "peer", ">simulated", ">measured");
        for (Distance distance : Distance.ALL) {
            table.row(
                    terminal.palette().mark(Band.of(distance.rttMillis())),
                    distance.name(),
                    Figures.millis(distance.rttMillis()),
                    Figures.millis(measured.getOrDefault(distance.name(), Double.NaN)));
        }
        table.lines().forEach(line -> tell("  " + line));
    }

    private void tell(String line) {
        if (!json) {
            say(line);
        }
    }
}
