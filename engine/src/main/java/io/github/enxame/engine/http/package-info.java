/** Sockets to HTTP servers that strangers name. */
@NullMarked
package io.github.enxame.engine.http;

import org.jspecify.annotations.NullMarked;
