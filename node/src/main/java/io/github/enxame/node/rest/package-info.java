/** The daemon's HTTP side: the REST API, the event streams, the web interface's files, and the guard in front of them. */
@NullMarked
package io.github.enxame.node.rest;

import org.jspecify.annotations.NullMarked;
