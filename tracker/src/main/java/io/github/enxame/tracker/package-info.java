/** The tracker as a whole: announces and a catalogue of .torrent files behind one HTTP port, announces over UDP too. */
@NullMarked
package io.github.enxame.tracker;

import org.jspecify.annotations.NullMarked;
