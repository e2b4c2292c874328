/** Who is in which swarm now, in memory. Knows protocol only: no HTTP, no clock of its own. */
@NullMarked
package io.github.enxame.tracker.swarm;

import org.jspecify.annotations.NullMarked;
