package io.github.enxame.sim;

import java.util.Locale;

/** A kind of thing that goes wrong. */
public enum Fault {
    /** A process is killed at any event; its system closes its sockets. */
    KILLED,
    /** A machine loses its power at any event: what was not forced is lost, and nobody is told. */
    POWER_CUT,
    /** Nothing comes through to or from a host for a while. */
    CABLE_PULLED,
    /** The network is in two halves for a while. */
    PARTITION,
    /** A link is reset. */
    LINK_BROKEN,
    /** Nothing comes through on a link any more, and nobody is told. */
    LINK_DEAD,
    /** Peers dial each other at the same moment, and themselves. */
    CROSSED_DIALS,
    /** Somebody ends the program and starts it again after a while. */
    LEFT,
    /** A process stands still for a while, as when a lid is closed, and goes on. */
    SUSPENDED,
    /** A machine sleeps for minutes or hours; the clock that only goes forward may stand still meanwhile. */
    SLEPT,
    /** A machine gets another address: nothing comes through on its links any more, and nobody is told. */
    MOVED,
    /** The clock on the wall is set, forward or back. */
    CLOCK_SET,
    /** A disk is full for a while. */
    DISK_FULL,
    /** Each use of a disk takes long for a while. */
    DISK_SLOW,
    /** Nothing can be written to a disk for a while. */
    DISK_FAILS,
    /** The tracker does not answer for a while. */
    TRACKER_AWAY,
    /** The tracker names peers that are not there. */
    TRACKER_LIES,
    /** The tracker refuses for a while. */
    TRACKER_REFUSES,
    /** Hostile peers send wrong blocks, all or some. */
    WRONG_BLOCKS(true),
    /** Hostile peers send blocks that end too soon. */
    SHORT_BLOCKS(true),
    /** Hostile peers promise everything and send nothing. */
    SILENT_PEERS(true),
    /** Hostile peers choke whoever asks, and unchoke it again. */
    FICKLE_PEERS(true),
    /** Hostile peers say what makes no sense. */
    GARBLED_PEERS(true),
    /** Hostile peers say all that is valid and of no use, as fast as they can. */
    FLOODING_PEERS(true),
    /** Hostile peers say all that makes no sense, as fast as they can. */
    RAVING_PEERS(true),
    /** Hostile peers lie about what a magnet link leads to. */
    METADATA_LIES(true);

    private final boolean hostile;

    Fault() {
        this(false);
    }

    Fault(boolean hostile) {
        this.hostile = hostile;
    }

    /** What it is called, in words. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it is said unasked, over and over. */
    boolean floods() {
        return this == FLOODING_PEERS || this == RAVING_PEERS;
    }

    /** Whether it is what some peers do, and not what happens to others. */
    boolean hostile() {
        return hostile;
    }
}
