/** The JSON that a tracker's catalogue speaks, the same for its server and its client. */
@NullMarked
package io.github.enxame.tracker.api;

import org.jspecify.annotations.NullMarked;
