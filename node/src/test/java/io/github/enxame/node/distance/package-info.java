@NullMarked
package io.github.enxame.node.distance;

import org.jspecify.annotations.NullMarked;
