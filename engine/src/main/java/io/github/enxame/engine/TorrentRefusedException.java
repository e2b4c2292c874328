package io.github.enxame.engine;

import io.github.enxame.protocol.metainfo.Metainfo;

/**
 * A torrent was not added: the engine has no room for it, or its pieces could not be verified. The message says what happened,
 * to what, and what to do.
 */
public final class TorrentRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** An error with the code of its {@link Snapshot.Problem}: {@code torrent_too_large}, {@code too_many_torrents} or {@code no_piece_layers}. */
    TorrentRefusedException(Snapshot.Problem problem) {
        super(problem.message());
        this.code = problem.code();
    }

    /** Refuses a v2 torrent whose piece layers are not known (BEP 52): those of a magnet link come from its peers. */
    static void requireVerifiable(Metainfo metainfo) {
        if (!metainfo.info().isVerifiable()) {
            throw new TorrentRefusedException(new Snapshot.Problem(
                    "no_piece_layers",
                    "The .torrent of \"" + metainfo.info().name()
                            + "\" lacks its piece layers, so nothing of it could be"
                            + " verified. Its peers have them: download it by its magnet link instead, as"
                            + " magnet:?xt=urn:btmh:1220" + metainfo.infoHash() + " with its trackers."));
        }
    }

    /** For programs: see {@link Snapshot.Problem#code}. */
    public String code() {
        return code;
    }
}
