/** Strict bencoding (BEP 3) with limits on depth, length and digits. */
@NullMarked
package io.github.enxame.protocol.bencode;

import org.jspecify.annotations.NullMarked;
