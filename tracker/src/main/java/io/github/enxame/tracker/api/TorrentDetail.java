package io.github.enxame.tracker.api;

import io.avaje.jsonb.Json;
import io.github.enxame.protocol.metainfo.SafeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the catalogue tells of one torrent.
 *
 * @param torrent as in a list
 * @param pieceLength bytes of each piece but the last
 * @param md5 the MD5 promised for a single file
 * @param plan its sections in reading order, empty without a section plan
 * @param peers who has it or fetches it now, seeds first: {@code ip:port}
 */
@Json
public record TorrentDetail(
        TorrentEntry torrent, int pieceLength, @Nullable String md5, List<SectionEntry> plan, List<String> peers) {
    public TorrentDetail {
        Objects.requireNonNull(torrent, "torrent");
        plan = List.copyOf(plan);
        peers = List.copyOf(peers);
    }

    /**
     * One section.
     *
     * @param title what the document calls it, perhaps empty
     * @param words number of words
     * @param bytes number of bytes
     */
    @Json
    public record SectionEntry(String title, long words, long bytes) {
        public SectionEntry {
            title = SafeText.clean(title);
        }
    }
}
