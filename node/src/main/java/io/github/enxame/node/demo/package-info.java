/** A whole swarm in one process, with the distance of each peer simulated. */
@NullMarked
package io.github.enxame.node.demo;

import org.jspecify.annotations.NullMarked;
