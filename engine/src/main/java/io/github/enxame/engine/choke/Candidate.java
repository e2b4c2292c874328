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

    /** Which network it is of; equal for those of one. Peers of one network share slots that others wait for. */
    Object network();

    /** Whether it takes nothing of what it asked for, or has asked for nothing since it got a slot: that is of no use to it. */
    boolean stuck();

    /**
     * When it was last choked or unchoked, or began to want something while choked, on the timeline; the smaller, the longer
     * it has waited.
     */
    long sinceNanos();
}
