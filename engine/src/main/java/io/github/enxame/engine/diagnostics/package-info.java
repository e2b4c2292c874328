/** How every part of the engine tells of errors. */
@NullMarked
package io.github.enxame.engine.diagnostics;

import org.jspecify.annotations.NullMarked;
