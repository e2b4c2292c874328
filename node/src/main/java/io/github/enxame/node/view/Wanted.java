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
 * @param repair whether what lies there is a damaged or unfinished copy that is to be repaired; null for no
 * @param hidden whether hidden files of a shared folder are shared too; null for no
 * @param followLinks whether what symbolic links in a shared folder lead to is shared too; null for no
 */
@Json
public record Wanted(
        @Nullable String what,
        @Nullable String share,
        @Nullable String into,
        @Nullable String files,
        @Nullable Boolean repair,
        @Nullable Boolean hidden,
        @Nullable Boolean followLinks) {
    /** A download. */
    public static Wanted download(String what, @Nullable String into, @Nullable String files, boolean repair) {
        return new Wanted(what, null, into, files, repair, null, null);
    }

    /** Content of this computer to be shared. */
    public static Wanted share(String place, boolean hidden, boolean followLinks) {
        return new Wanted(null, place, null, null, null, hidden, followLinks);
    }
}
