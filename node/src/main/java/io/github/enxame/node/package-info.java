/** What a person runs: the enxame command, the daemon behind the web interface, and the demo. */
@NullMarked
package io.github.enxame.node;

import org.jspecify.annotations.NullMarked;
