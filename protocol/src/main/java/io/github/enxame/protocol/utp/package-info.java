/** Datagrams of uTP (BEP 29), as far as it takes to say that it is not spoken here. */
@NullMarked
package io.github.enxame.protocol.utp;

import org.jspecify.annotations.NullMarked;
