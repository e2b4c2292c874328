/** Who may download from us. Pure state, driven by the engine loop. */
@NullMarked
package io.github.enxame.engine.choke;

import org.jspecify.annotations.NullMarked;
