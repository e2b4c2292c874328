/** How far the peers of a torrent are: who they are, how long a round trip to each takes, and how much each has. */
@NullMarked
package io.github.enxame.node.distance;

import org.jspecify.annotations.NullMarked;
