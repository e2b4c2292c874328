/** Links between peers: dialling, accepting, framing and buffers. Knows protocol only. */
@NullMarked
package io.github.enxame.engine.transport;

import org.jspecify.annotations.NullMarked;
