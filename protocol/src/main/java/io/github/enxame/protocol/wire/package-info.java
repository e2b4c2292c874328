/** Messages between two peers (BEP 3, 6, 10) and their encoding. */
@NullMarked
package io.github.enxame.protocol.wire;

import org.jspecify.annotations.NullMarked;
