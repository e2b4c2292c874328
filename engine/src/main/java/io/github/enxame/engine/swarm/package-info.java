/** One torrent's swarm: its peers, what they have, what is asked of whom. Runs on the engine loop. */
@NullMarked
package io.github.enxame.engine.swarm;

import org.jspecify.annotations.NullMarked;
