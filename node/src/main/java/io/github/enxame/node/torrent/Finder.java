package io.github.enxame.node.torrent;

import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.magnet.MagnetException;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Finds the .torrent that a person means by a name, an info-hash, a URL or a file. */
public final class Finder {
    private final CatalogueClient catalogue;
    private final ParseBudget budget;

    /** A finder that asks this catalogue for names and info-hashes. */
    public Finder(CatalogueClient catalogue) {
        this(catalogue, ParseBudget.ofProcess());
    }

    Finder(CatalogueClient catalogue, ParseBudget budget) {
        this.catalogue = catalogue;
        this.budget = budget;
    }

    /** The .torrent in a local file, where {@code what} is one, or else what {@link #remote} finds. Blocks. */
    public Metainfo find(String what) throws ProblemException {
        Path file = localFile(what);
        return file == null ? remote(what) : TorrentFiles.read(file);
    }

    /** The magnet link that {@code what} is meant to be; empty where it is none. */
    public static Optional<MagnetLink> magnet(String what) throws ProblemException {
        try {
            return MagnetLink.looksLike(what) ? Optional.of(MagnetLink.parse(what)) : Optional.empty();
        } catch (MagnetException e) {
            throw new ProblemException(new Problem("bad_magnet", String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * The .torrent file that {@code what} is the path of; null where it is none. A file whose name does not end so counts if it
     * can be read as one: a document of the name that is asked for may lie here already.
     */
    public static @org.jspecify.annotations.Nullable Path localFile(String what) {
        if (isUrl(what) || MagnetLink.looksLike(what)) {
            return null;
        }
        try {
            Path path = Path.of(what);
            return what.toLowerCase(Locale.ROOT).endsWith(".torrent") || isTorrent(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isTorrent(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MetainfoLimits.MAX_BYTES) {
                return false;
            }
            var _ = TorrentFiles.read(file);
            return true;
        } catch (IOException | ProblemException e) {
            return false;
        }
    }

    /**
     * The .torrent at a URL or in the tracker's catalogue. Blocks.
     *
     * @throws ProblemException where nothing is found; it says where was looked
     */
    public Metainfo remote(String what) throws ProblemException {
        if (what.isBlank()) {
            throw new ProblemException("bad_request", "Say what to download: a name, an info-hash or a .torrent.");
        }
        if (MagnetLink.looksLike(what)) {
            throw new ProblemException(
                    "bad_request",
                    "A magnet link alone does not say what is in it. Download it with 'enxame get', or use the .torrent.");
        }
        if (isUrl(what)) {
            return TorrentUrls.fetch(what, SourceAddress.of(catalogue.source().orElse(null)));
        }
        try (var _ = budget.reserveArrival(CatalogueClient.MAX_TORRENT_LENGTH)) {
            CatalogueClient.Fetched fetched = catalogue.fetch(what);
            try (var _ = budget.reserveParse(fetched.length())) {
                return fetched.read();
            }
        } catch (CatalogueClientException e) {
            throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), what), e);
        }
    }

    private static boolean isUrl(String what) {
        return what.regionMatches(true, 0, "http://", 0, 7) || what.regionMatches(true, 0, "https://", 0, 8);
    }
}
