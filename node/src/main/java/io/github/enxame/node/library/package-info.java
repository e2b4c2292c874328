/** What a node keeps between two runs: its torrents, where their files are, and the files uploaded to it. */
@NullMarked
package io.github.enxame.node.library;

import org.jspecify.annotations.NullMarked;
