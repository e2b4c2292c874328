/** The tracker over UDP (BEP 15). */
@NullMarked
package io.github.enxame.tracker.udp;

import org.jspecify.annotations.NullMarked;
