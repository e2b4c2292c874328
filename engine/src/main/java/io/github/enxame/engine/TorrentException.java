package io.github.enxame.engine;

/** A torrent cannot go on until the user acts. The message says what happened, to what, and what to do. */
public final class TorrentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** An error with the code of its {@link Snapshot.Problem}. */
    public TorrentException(Snapshot.Problem problem) {
        super(problem.message());
        this.code = problem.code();
    }

    /** For programs: see {@link Snapshot.Problem#code}. */
    public String code() {
        return code;
    }
}
