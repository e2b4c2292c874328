@NullMarked
package io.github.enxame.sim;

import org.jspecify.annotations.NullMarked;
