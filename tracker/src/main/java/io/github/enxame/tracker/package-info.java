@NullMarked
package io.github.enxame.tracker;

import org.jspecify.annotations.NullMarked;
