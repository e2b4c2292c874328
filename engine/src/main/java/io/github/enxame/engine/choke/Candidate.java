package io.github.enxame.engine.choke;

/** A peer as the choker sees it. */
public interface Candidate {
    /** Whether the peer wants something from us. */
    boolean interested();

    /** Whether the peer is choked now. */
    boolean choked();

    /** What the peer gave us lately, in bytes a second. */
    long downloadRate();

    /** What the peer takes from us, in bytes a second. */
    long uploadRate();

    /**
     * When it was last choked or unchoked, or began to want something while choked, on the timeline; the smaller, the longer
     * it has waited.
     */
    long sinceNanos();
}
