/** A torrent's bytes on disk: writing, hashing, verifying, resuming. Knows protocol only. */
@NullMarked
package io.github.enxame.engine.storage;

import org.jspecify.annotations.NullMarked;
