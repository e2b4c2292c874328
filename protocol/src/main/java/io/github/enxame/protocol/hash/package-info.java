/** Hash codes of what strangers choose. */
@NullMarked
package io.github.enxame.protocol.hash;

import org.jspecify.annotations.NullMarked;
