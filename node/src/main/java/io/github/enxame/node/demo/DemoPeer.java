package io.github.enxame.node.demo;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.Torrent;

/**
 * A peer of the demo that has the document.
 *
 * @param name what it is called, by how far it is
 * @param rttMillis its simulated round trip
 */
record DemoPeer(String name, double rttMillis, Engine engine, Torrent torrent) {}
