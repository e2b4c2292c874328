/** Who should bring how much: distances, rates and the latency-aware shares. Pure state, driven by the engine loop. */
@NullMarked
package io.github.enxame.engine.schedule;

import org.jspecify.annotations.NullMarked;
