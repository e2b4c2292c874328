/** The node that stays: engine, embedded tracker, library and web server under one roof, and the way for commands to find it. */
@NullMarked
package io.github.enxame.node.daemon;

import org.jspecify.annotations.NullMarked;
