package io.github.enxame.node.rest;

/**
 * One socket as the system shows it.
 *
 * @param user the user it was opened by
 * @param inode the number of its file; 0 for one that no process holds any more
 */
record SocketEntry(long user, long inode) {
    boolean isHeld() {
        return inode != 0;
    }
}
