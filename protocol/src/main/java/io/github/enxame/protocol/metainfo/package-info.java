/** The .torrent file: v1 (BEP 3), v2 (BEP 52) and hybrid, its pieces, files and info-hashes. */
@NullMarked
package io.github.enxame.protocol.metainfo;

import org.jspecify.annotations.NullMarked;
