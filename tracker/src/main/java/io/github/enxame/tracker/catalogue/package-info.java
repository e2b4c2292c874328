/** The published .torrent files, kept in SQLite. */
@NullMarked
package io.github.enxame.tracker.catalogue;

import org.jspecify.annotations.NullMarked;
