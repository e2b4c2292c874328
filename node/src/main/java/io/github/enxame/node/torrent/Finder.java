package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds the .torrent that a person means by a name, an info-hash, a URL or a file. */
public final class Finder {
    private final CatalogueClient catalogue;

    /** A finder that asks this catalogue for names and info-hashes. */
    public Finder(CatalogueClient catalogue) {
        this.catalogue = catalogue;
    }

    /** The .torrent in a local file, where {@code what} is one, or else what {@link #remote} finds. Blocks. */
    public Metainfo find(String what) throws ProblemException {
        Path file = localFile(what);
        return file == null ? remote(what) : TorrentFiles.read(file);
    }

    /** The file that {@code what} is the path of; null where it is not one. */
    public static @org.jspecify.annotations.Nullable Path localFile(String what) {
        if (isUrl(what)) {
            return null;
        }
        try {
            Path path = Path.of(what);
            return what.toLowerCase(Locale.ROOT).endsWith(".torrent") || Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
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
        if (what.regionMatches(true, 0, "magnet:", 0, 7)) {
            throw new ProblemException(
                    "bad_request",
                    "Magnet links cannot be opened yet. Use the .torrent, or its name in the tracker's catalogue.");
        }
        if (isUrl(what)) {
            return TorrentUrls.fetch(what);
        }
        try {
            return catalogue.torrent(what);
        } catch (CatalogueClientException e) {
            throw new ProblemException(CatalogueProblems.of(e, catalogue.tracker(), what), e);
        }
    }

    private static boolean isUrl(String what) {
        return what.regionMatches(true, 0, "http://", 0, 7) || what.regionMatches(true, 0, "https://", 0, 8);
    }
}
