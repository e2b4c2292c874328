package io.github.enxame.protocol.announce;

/** Why a peer announces (BEP 3, 21). */
public enum AnnounceEvent {
    /** It is time again, nothing special happened. */
    REGULAR(""),
    /** The first announce to this tracker. */
    STARTED("started"),
    /** The download is complete; never sent by who had everything at the start. */
    COMPLETED("completed"),
    /** The peer leaves the swarm. */
    STOPPED("stopped"),
    /** The peer has what it wants of a torrent, not all of it (BEP 21). */
    PAUSED("paused");

    private final String word;

    AnnounceEvent(String word) {
        this.word = word;
    }

    /** The word in the query; empty for {@link #REGULAR}, which is left out of it. */
    public String word() {
        return word;
    }

    /** The event of a word; an unknown one (or {@code empty}, which some clients send) is {@link #REGULAR}. */
    static AnnounceEvent of(String word) {
        return switch (word) {
            case "started" -> STARTED;
            case "completed" -> COMPLETED;
            case "stopped" -> STOPPED;
            case "paused" -> PAUSED;
            default -> REGULAR;
        };
    }
}
