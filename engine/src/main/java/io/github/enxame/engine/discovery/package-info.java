/** Finding peers: which tracker to ask when, and asking it. Knows protocol only. */
@NullMarked
package io.github.enxame.engine.discovery;

import org.jspecify.annotations.NullMarked;
