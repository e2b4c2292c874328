/** What the engine's innermost parts cost. Each benchmark says what one operation is. */
@NullMarked
package io.github.enxame.benchmarks;

import org.jspecify.annotations.NullMarked;
