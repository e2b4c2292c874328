package io.github.enxame.tracker.catalogue;

/** What is kept of a torrent in parts, so that it is handed out without being in memory whole. */
public enum PartKind {
    /** The .torrent without trackers and peers. */
    TEMPLATE(0),
    /** Its sections, a JSON array. */
    PLAN(1);

    private final int code;

    PartKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
