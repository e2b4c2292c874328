package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.tracker.client.CatalogueClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where other peers reach this one, and how it speaks with them. */
final class PeerOptions {
    private static final int STANDARD_PORT = 6881;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where peers reach this one. Else 6881, or any free port if that is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Listen at this address only, and reach peers, trackers and web servers from it. Else at all.")
    private @Nullable String bind;

    @Option(
            names = "--encryption",
            paramLabel = "HOW",
            description =
                    "Connections to other peers: never encrypted, plain (encrypted only with those that insist; the default), preferred"
                            + " (plain only with those that cannot) or required.")
    private @Nullable String encryption;

    @Option(names = "--no-lsd", description = "Do not look for peers in the local network.")
    private boolean noLocalDiscovery;

    @Option(
            names = "--local-web-seeds",
            description = "Download from web servers in private networks too, where a torrent names them.")
    private boolean innerWebSeeds;

    @Option(
            names = "--max-up",
            paramLabel = "RATE",
            converter = RateOption.class,
            description = "Send at most so many bytes a second, as in 500k or 2M. 0 is no limit.")
    private @Nullable Long maxUp;

    @Option(
            names = "--max-down",
            paramLabel = "RATE",
            converter = RateOption.class,
            description = "Download at most so many bytes a second.")
    private @Nullable Long maxDown;

    @Option(
            names = "--peers",
            paramLabel = "TORRENT,ALL",
            converter = PeersOption.class,
            description =
                    "Most connections of one torrent and of all together. Default: 100,1000. Each takes some 20 kB"
                            + " of memory; a torrent may have 10,000, all 20,000.")
    private PeersOption.@Nullable Most peers;

    @Option(
            names = "--upload-slots",
            paramLabel = "PEERS",
            description =
                    "Peers of one torrent served at once, 1 to 1,000; the others wait for their turn. Default: 8.")
    private @Nullable Integer uploadSlots;

    /** Those of these options that the user gave and that an engine takes at its start only. */
    List<String> ofStart() {
        List<String> given = new ArrayList<>();
        addIf(given, port != null, "--port");
        addIf(given, bind != null, "--bind");
        addIf(given, encryption != null, "--encryption");
        addIf(given, noLocalDiscovery, "--no-lsd");
        addIf(given, innerWebSeeds, "--local-web-seeds");
        addIf(given, peers != null, "--peers");
        addIf(given, uploadSlots != null, "--upload-slots");
        return given;
    }

    private static void addIf(List<String> options, boolean given, String option) {
        if (given) {
            options.add(option);
        }
    }

    /** What limits a torrent that was limited so before, if the user has it limited otherwise now. */
    Optional<LimitsView> limits(LimitsView before) {
        return maxUp == null && maxDown == null
                ? Optional.empty()
                : Optional.of(new LimitsView(
                        Objects.requireNonNullElse(maxUp, before.up()),
                        Objects.requireNonNullElse(maxDown, before.down())));
    }

    /**
     * Starts an engine.
     *
     * @param records where it remembers which files it has checked; empty to check each time
     * @param notes takes a line about the port where it is not the usual one
     */
    Engine open(Optional<Path> records, Consumer<String> notes) throws ProblemException {
        return open(EngineSettings.standard(), records, notes);
    }

    /** The same, with what the user chose instead of {@code others}. */
    Engine open(EngineSettings others, Optional<Path> records, Consumer<String> notes) throws ProblemException {
        EngineSettings settings = crowd(others)
                .encrypting(encryption())
                .discoveringLocally(!noLocalDiscovery)
                .allowingInnerWebSeeds(innerWebSeeds)
                .limitedTo(limits());
        EngineSettings recording = records.map(settings::recordingIn).orElse(settings);
        Integer wanted = port;
        try {
            return watched(Engine.open(recording.listeningAt(address(wanted == null ? STANDARD_PORT : wanted))));
        } catch (IOException e) {
            if (wanted != null) {
                throw refused(e, wanted);
            }
        }
        try {
            Engine engine = watched(Engine.open(recording.listeningAt(address(0))));
            notes.accept("Port " + STANDARD_PORT + " is taken; peers reach this one on port "
                    + engine.address().getPort() + ".");
            return engine;
        } catch (IOException e) {
            throw refused(e, 0);
        }
    }

    /** An engine that is of no use any more ends the program: whoever started it can start it again. */
    private static Engine watched(Engine engine) {
        ProgramFailure.ENGINE.endsTheProgram(engine.failure());
        return engine;
    }

    /** With as many peers as the user wants. */
    private EngineSettings crowd(EngineSettings others) throws ProblemException {
        PeersOption.Most most = peers;
        EngineSettings connecting = most == null ? others : others.connecting(most.ofTorrent(), most.ofAll());
        Integer slots = uploadSlots;
        if (slots == null) {
            return connecting;
        }
        if (slots < 1 || slots > EngineSettings.MOST_UPLOAD_SLOTS) {
            throw new ProblemException(
                    "bad_request",
                    slots + " upload slots are not possible. Choose from 1 to 1,000 for --upload-slots.");
        }
        return connecting.serving(slots);
    }

    private RateLimits limits() {
        return new RateLimits(Objects.requireNonNullElse(maxUp, 0L), Objects.requireNonNullElse(maxDown, 0L));
    }

    private Encryption encryption() throws ProblemException {
        String how = encryption;
        if (how == null) {
            return Encryption.PLAIN;
        }
        return Arrays.stream(Encryption.values())
                .filter(known -> known.name().equalsIgnoreCase(how))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        "bad_request",
                        how + " is no way to encrypt connections. Choose never, plain, preferred or required."));
    }

    /** The same client of a catalogue, asking from the address that the user chose, if any. */
    CatalogueClient from(CatalogueClient catalogue) throws ProblemException {
        InetAddress chosen = address(0).getAddress();
        return chosen.isAnyLocalAddress() ? catalogue : catalogue.from(chosen);
    }

    private InetSocketAddress address(int number) throws ProblemException {
        if (number < 0 || number > 65535) {
            throw new ProblemException("bad_request", number + " is no port. Choose one from 1 to 65535.");
        }
        String host = bind;
        try {
            return host == null
                    ? new InetSocketAddress(number)
                    : new InetSocketAddress(InetAddress.getAllByName(host)[0], number);
        } catch (UnknownHostException e) {
            throw new ProblemException(
                    "bad_request", host + " is no address of this computer. Give one, or leave --bind out.");
        }
    }

    private static ProblemException refused(IOException e, int port) {
        String why = String.valueOf(e.getMessage());
        String sentence = Character.toUpperCase(why.charAt(0)) + why.substring(1);
        return new ProblemException(
                new Problem("port_taken", sentence + ".", Map.of("port", Integer.toString(port))), e);
    }
}
