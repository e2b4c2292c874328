/** How figures, tables and progress look on a terminal and in plain lines. */
@NullMarked
package io.github.enxame.node.terminal;

import org.jspecify.annotations.NullMarked;
