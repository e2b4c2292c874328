package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the daemon for; one of the two is there.
 *
 * @param what a name in the catalogue, an info-hash, a magnet link, or the URL of a .torrent, to be downloaded
 * @param share the absolute path of a local file or folder, to be shared from where it is
 * @param into the folder for the download; null for the daemon's own
 * @param files which files of it, as {@code get --files} takes them; null for all
 */
@Json
public record Wanted(
        @Nullable String what,
        @Nullable String share,
        @Nullable String into,
        @Nullable String files) {}
