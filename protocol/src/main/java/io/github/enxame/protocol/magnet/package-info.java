/** Magnet links (BEP 9, 53): a torrent named by its info-hash, and where to begin to look for it. */
@NullMarked
package io.github.enxame.protocol.magnet;

import org.jspecify.annotations.NullMarked;
