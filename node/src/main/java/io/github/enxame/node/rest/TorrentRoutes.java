package io.github.enxame.node.rest;

import io.github.enxame.engine.storage.SharingOptions;
import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.rest.Api.Exchange;
import io.github.enxame.node.torrent.FileChoice;
import io.github.enxame.node.torrent.ParseBudget;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.Wanted;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Adds torrents: from a .torrent, by a name, from a local file, from an upload. */
final class TorrentRoutes {
    private static final int MAX_TORRENT_BYTES = 10 << 20;
    private static final int MAX_JSON_BYTES = 64 << 10;

    private final Daemon daemon;
    private final PlaceRules places;

    TorrentRoutes(Daemon daemon) {
        this.daemon = daemon;
        this.places = new PlaceRules(daemon.stateFolder(), daemon.downloads());
    }

    /** {@code POST /api/torrents}. */
    void add(Exchange exchange) throws IOException, ProblemException {
        Holding holding =
                switch (exchange.contentType()) {
                    case "application/x-bittorrent" -> fromTorrent(exchange);
                    case "application/json" -> fromJson(exchange);
                    case "application/octet-stream" -> fromUpload(exchange);
                    default ->
                        throw new ProblemException(
                                "wrong_type",
                                "Send a .torrent as application/x-bittorrent, a file as application/octet-stream, or"
                                        + " what to download as application/json.");
                };
        exchange.json(201, holding.view());
    }

    private Holding fromTorrent(Exchange exchange) throws IOException, ProblemException {
        return daemon.download(
                read(exchange.request()),
                folder(exchange, exchange.parameter("into").orElse(null)),
                files(exchange.parameter("files").orElse(null)),
                exchange.parameter("repair").filter("true"::equals).isPresent());
    }

    private static Metainfo read(Request request) throws IOException, ProblemException {
        long length = request.getLength();
        boolean known = length >= 0 && length <= MAX_TORRENT_BYTES;
        try (var _ = ParseBudget.ofProcess().reserveArrival(known ? length : MAX_TORRENT_BYTES)) {
            return TorrentFiles.parse(Bodies.read(request, MAX_TORRENT_BYTES), "This file");
        }
    }

    private Holding fromJson(Exchange exchange) throws IOException, ProblemException {
        Wanted wanted = Bodies.json(exchange.request(), MAX_JSON_BYTES, Wanted.class);
        String share = wanted.share();
        if (share != null) {
            requireProgram(exchange);
            return daemon.share(
                    places.share(share),
                    new SharingOptions(
                            Boolean.TRUE.equals(wanted.hidden()), Boolean.TRUE.equals(wanted.followLinks())));
        }
        String what = wanted.what();
        if (what == null || what.isBlank()) {
            throw new ProblemException(
                    "bad_request", "Say what to download: {\"what\": a name, info-hash, magnet link or URL}.");
        }
        return daemon.download(
                what, folder(exchange, wanted.into()), files(wanted.files()), Boolean.TRUE.equals(wanted.repair()));
    }

    private static Optional<FileChoice> files(@Nullable String text) throws ProblemException {
        return text == null ? Optional.empty() : Optional.of(new FileChoice(text));
    }

    private Holding fromUpload(Exchange exchange) throws IOException, ProblemException {
        String name = exchange.parameter("name").orElse("");
        Holding holding;
        try (InputStream in = Bodies.stream(exchange.request())) {
            holding = daemon.upload(name, in, exchange.request().getLength());
        }
        return exchange.parameter("publish").filter("true"::equals).isPresent() ? daemon.publish(holding) : holding;
    }

    private Path folder(Exchange exchange, @Nullable String into) throws ProblemException {
        if (into == null) {
            return daemon.downloads();
        }
        requireProgram(exchange);
        return places.into(into);
    }

    private static void requireProgram(Exchange exchange) throws ProblemException {
        if (!Access.mayNamePlaces(exchange.request())) {
            throw new ProblemException(
                    "commands_only",
                    "Only the enxame command may name places on this computer. Upload the file instead.");
        }
    }
}
