/** Getting hold of a .torrent, making one, and checking files against one. */
@NullMarked
package io.github.enxame.node.torrent;

import org.jspecify.annotations.NullMarked;
