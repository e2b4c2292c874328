/** URLs as strangers and users write them, made fit for {@link java.net.URI}. */
@NullMarked
package io.github.enxame.protocol.url;

import org.jspecify.annotations.NullMarked;
