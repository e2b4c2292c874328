/** Readers of strangers' bytes, each behind one method that a fuzzer can drive. */
@NullMarked
package io.github.enxame.fuzz;

import org.jspecify.annotations.NullMarked;
