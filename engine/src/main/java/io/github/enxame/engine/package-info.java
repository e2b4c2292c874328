@NullMarked
package io.github.enxame.engine;

import org.jspecify.annotations.NullMarked;
