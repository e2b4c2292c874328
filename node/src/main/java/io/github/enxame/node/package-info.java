@NullMarked
package io.github.enxame.node;

import org.jspecify.annotations.NullMarked;
