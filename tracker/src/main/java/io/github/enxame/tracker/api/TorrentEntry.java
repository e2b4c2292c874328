package io.github.enxame.tracker.api;

import io.avaje.jsonb.Json;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A published torrent in a list.
 *
 * @param infoHash what names it: v1's if there is one, else v2's; lower-case hexadecimal
 * @param infoHashV1 the info-hash of its v1 half, if it has one
 * @param infoHashV2 the info-hash of its v2 half, if it has one
 * @param name the name of its file or folder
 * @param title what people call it
 * @param length bytes of content
 * @param words words in all sections
 * @param sections number of sections
 * @param seeds peers that have all of it now
 * @param leeches peers that fetch it now
 * @param publishedAt when it was published, in milliseconds since 1970 UTC
 * @param publisher 16 digits that are the same for all that one publisher published; null where that is not known
 * @param replaced whether the same publisher published another torrent of the same name later
 */
@Json
public record TorrentEntry(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        String title,
        long length,
        long words,
        int sections,
        long seeds,
        long leeches,
        long publishedAt,
        @Nullable String publisher,
        boolean replaced) {
    public TorrentEntry {
        InfoHash.parse(infoHash);
        name = SafeText.clean(name);
        title = SafeText.clean(title);
        publisher = publisher == null ? null : SafeText.clean(publisher);
    }
}
