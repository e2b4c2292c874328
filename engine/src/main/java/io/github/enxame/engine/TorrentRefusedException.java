package io.github.enxame.engine;

/** A torrent was not added, since the engine has no room for it. The message says what happened, to what, and what to do. */
public final class TorrentRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** An error with the code of its {@link Snapshot.Problem}: {@code torrent_too_large} or {@code too_many_torrents}. */
    TorrentRefusedException(Snapshot.Problem problem) {
        super(problem.message());
        this.code = problem.code();
    }

    /** For programs: see {@link Snapshot.Problem#code}. */
    public String code() {
        return code;
    }
}
