/** Which block to fetch next. Pure state, driven by the engine loop. */
@NullMarked
package io.github.enxame.engine.picker;

import org.jspecify.annotations.NullMarked;
