/** Asks a tracker's catalogue: publish, search, fetch. */
@NullMarked
package io.github.enxame.tracker.client;

import org.jspecify.annotations.NullMarked;
